namespace Agents.Storage.Transfer;

/// <summary>Why a log, or everything, was not copied: the end of a sentence for the operator, without any user's
/// name.</summary>
public sealed class TransferException(string message, Exception? innerException = null)
    : Exception(message, innerException);
