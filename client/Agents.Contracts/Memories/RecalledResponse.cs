namespace Agents.Contracts;

/// <summary>The block that was recalled for a turn, made again from the log as it was then.</summary>
/// <param name="Id">The turn.</param>
/// <param name="Block">What was noted with the turn.</param>
/// <param name="Context">The block; without the memories that are erased by now.</param>
/// <param name="Exact">Whether it is the same, byte for byte.</param>
/// <param name="Erased">How many of its memories are erased by now.</param>
public sealed record RecalledResponse(string Id, RecalledBlock Block, string Context, bool Exact, int Erased);
