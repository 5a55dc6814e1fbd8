namespace Agents.Contracts;

/// <summary>Every change of one memory, oldest first.</summary>
public sealed record HistoryResponse(string Id, IReadOnlyList<HistoryEntry> Entries);
