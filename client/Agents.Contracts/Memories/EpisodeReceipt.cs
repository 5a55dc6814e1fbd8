namespace Agents.Contracts;

/// <summary>Says that an episode is durable.</summary>
/// <param name="Id">The episode's id.</param>
/// <param name="Position">Its place in the user's log.</param>
public sealed record EpisodeReceipt(string Id, long Position);
