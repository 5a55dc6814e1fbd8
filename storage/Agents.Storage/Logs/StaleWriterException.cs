namespace Agents.Storage.Logs;

/// <summary>A condition of a write did not hold: another writer was here. Nothing of the write was taken.</summary>
internal sealed class StaleWriterException(string message, Exception? innerException = null)
    : Exception(message, innerException);
