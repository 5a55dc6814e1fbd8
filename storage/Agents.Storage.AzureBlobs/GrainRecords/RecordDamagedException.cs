namespace Agents.Storage.AzureBlobs.GrainRecords;

/// <summary>The record does not verify, or is another one's. It is not served and not changed.</summary>
public sealed class RecordDamagedException(string message, Exception? innerException = null)
    : Exception(message, innerException);
