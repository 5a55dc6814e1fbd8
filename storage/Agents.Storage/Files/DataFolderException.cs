namespace Agents.Storage.Files;

/// <summary>The data folder or its key ring cannot be used. The message is one line that says what to do.</summary>
public sealed class DataFolderException(string message, Exception? innerException = null)
    : Exception(message, innerException);
