namespace Agents.Storage.Transfer;

/// <summary>A log that was not copied.</summary>
/// <param name="Log">Its name.</param>
/// <param name="Reason">Why not.</param>
public sealed record TransferFault(string Log, string Reason);
