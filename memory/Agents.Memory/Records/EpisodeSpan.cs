namespace Agents.Memory.Records;

/// <summary>A part of an episode's text, in UTF-16 code units.</summary>
/// <param name="Sequence">The episode's frame.</param>
/// <param name="Start">The first of its code units.</param>
/// <param name="End">The first after it.</param>
public sealed record EpisodeSpan(long Sequence, int Start, int End);
