namespace Agents.Contracts;

/// <summary>The receipts, in the order of the messages. All are durable.</summary>
public sealed record AddMemoriesResponse(IReadOnlyList<EpisodeReceipt> Episodes);
