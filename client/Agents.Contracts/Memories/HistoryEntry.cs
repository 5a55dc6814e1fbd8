namespace Agents.Contracts;

/// <summary>One change of a memory.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Change">What happened to a memory: <c>recorded</c>, <c>edited</c>, <c>pinned</c>, <c>unpinned</c>,
/// <c>held</c>, <c>released</c>, <c>expires</c>, <c>archived</c>, <c>forgotten</c> or <c>restored</c>; to an item also
/// <c>extracted</c>, <c>superseded</c>, <c>retired</c>, <c>reinstated</c> or <c>source_withdrawn</c>.</param>
/// <param name="Text">The text from then on, where the change set one.</param>
/// <param name="Position">Its place in the user's log.</param>
/// <param name="Why">The limit of a retention policy that led to it; null where a caller decided.</param>
public sealed record HistoryEntry(
    DateTimeOffset At, string Change, string? Text, long Position, string? Why = null);
