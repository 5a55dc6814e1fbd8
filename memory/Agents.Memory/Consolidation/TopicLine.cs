using Agents.Memory.Items;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>A line of a topic.</summary>
/// <param name="Item">What is known.</param>
/// <param name="Ordinal">Its ordinal.</param>
/// <param name="Text">The frame that holds its text.</param>
/// <param name="Source">A place that bears it out and may be recalled.</param>
internal sealed record TopicLine(ItemState Item, int Ordinal, long Text, EpisodeSpan Source);
