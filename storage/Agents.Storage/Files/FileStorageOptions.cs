namespace Agents.Storage.Files;

/// <summary>Where and how the files log keeps the users' memories.</summary>
public sealed class FileStorageOptions
{
    /// <summary>
    /// Gets or sets the folder of all logs. It is created when missing, and one process at a time can open it.
    /// </summary>
    /// <value>It has no default: it must be set.</value>
    public string DataFolder { get; set; } = "";

    /// <summary>Gets or sets the file of the key ring, created at the first start.</summary>
    /// <value>The default is <c>keyring.json</c> in the data folder.</value>
    public string? KeyRingFile { get; set; }

    /// <summary>Gets or sets the length in bytes from which on a log goes on in a new segment.</summary>
    /// <value>The default is 64 MiB; at least 4 KiB, at most 1 GiB.</value>
    public long SegmentBytesMax { get; set; } = 64 * 1024 * 1024;
}
