namespace Agents.Memory.Records;

/// <summary>A part of an episode's text, in UTF-16 code units.</summary>
/// <param name="Sequence">The episode's frame.</param>
/// <param name="Start">The first of its code units.</param>
/// <param name="End">The first after it.</param>
/// <param name="Length">The code units of the whole text.</param>
public sealed record EpisodeSpan(long Sequence, int Start, int End, int Length);
