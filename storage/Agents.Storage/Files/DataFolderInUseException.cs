namespace Agents.Storage.Files;

/// <summary>Another process has the data folder open. The message is one line that says what to do.</summary>
public sealed class DataFolderInUseException(string folder, Exception? innerException = null) : Exception(
    $"The data folder {folder} is in use by another process: stop that one, or choose another folder with --data.",
    innerException);
