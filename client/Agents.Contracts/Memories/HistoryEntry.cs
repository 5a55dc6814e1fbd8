namespace Agents.Contracts;

/// <summary>One change of a memory.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Change">What happened: <c>recorded</c>, <c>edited</c>, <c>pinned</c>, <c>unpinned</c>, <c>expires</c>,
/// <c>forgotten</c> or <c>restored</c>.</param>
/// <param name="Text">The text from then on, where the change set one.</param>
/// <param name="Position">Its place in the user's log.</param>
public sealed record HistoryEntry(DateTimeOffset At, string Change, string? Text, long Position);
