namespace Agents.Storage.Transfer;

/// <summary>What a transfer did.</summary>
/// <param name="Logs">How many logs there were to look at.</param>
/// <param name="Copied">How many were copied, and verified.</param>
/// <param name="Unchanged">How many were there already, as they are.</param>
/// <param name="Newer">How many were left, since the target has a newer state of them.</param>
/// <param name="Erased">How many were left out, or removed, since they were deleted.</param>
/// <param name="Bytes">How many bytes of frames were copied.</param>
/// <param name="Failed">Those that were not copied, by name, and why.</param>
public sealed record TransferReport(
    long Logs,
    long Copied,
    long Unchanged,
    long Newer,
    long Erased,
    long Bytes,
    IReadOnlyList<TransferFault> Failed);
