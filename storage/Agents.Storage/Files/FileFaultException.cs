namespace Agents.Storage.Files;

/// <summary>A file of a log does not verify. The log turns it into a refusal that names the log's file.</summary>
internal sealed class FileFaultException(string file, long offset, string reason) : Exception(reason)
{
    public string File { get; } = file;

    public long Offset { get; } = offset;
}
