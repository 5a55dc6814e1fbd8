namespace Agents.Storage.Transfer;

/// <summary>What became of one log.</summary>
internal enum TransferOutcome
{
    Copied,
    Unchanged,
    Newer,
    Erased,
}
