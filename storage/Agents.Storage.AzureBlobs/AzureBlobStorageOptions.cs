namespace Agents.Storage.AzureBlobs;

/// <summary>Where and how the Azure Blobs log keeps the users' memories.</summary>
public sealed class AzureBlobStorageOptions
{
    /// <summary>Gets or sets the storage account as a connection string, which holds its key.</summary>
    /// <value>It has no default: set this or <see cref="ServiceUri"/>.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Gets or sets the URL of the account's blob service, such as <c>https://NAME.blob.core.windows.net</c>. Requests
    /// are signed by the <c>Azure.Core.TokenCredential</c> that the host registered, else by
    /// <c>DefaultAzureCredential</c>: in Azure, by the managed identity.
    /// </summary>
    /// <value>It has no default: set this or <see cref="ConnectionString"/>.</value>
    public string? ServiceUri { get; set; }

    /// <summary>Gets or sets the container of all logs. It is created with the first log where it is missing.</summary>
    /// <value>The default is <c>agents</c>; 3 to 63 lower-case letters, digits and single hyphens.</value>
    public string Container { get; set; } = "agents";

    /// <summary>
    /// Gets or sets the file of the key ring, which must be the same in every process that uses the container. It is
    /// created only for a container that has none yet.
    /// </summary>
    /// <value>It has no default: set this, or register an <c>IKeyRing</c>.</value>
    public string? KeyRingFile { get; set; }

    /// <summary>Gets or sets how long the service may take to answer a request, before it is sent again.</summary>
    /// <value>The default is 15 seconds; 1 second to 5 minutes.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets how often a request is sent again that was not answered or throttled, after waits that grow from
    /// <see cref="RetryDelay"/>.
    /// </summary>
    /// <value>The default is 3; 0 to 10.</value>
    public int RetriesMax { get; set; } = 3;

    /// <summary>Gets or sets the wait before the first retry.</summary>
    /// <value>The default is 200 milliseconds; up to 10 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets or sets the length in bytes from which on a log goes on in a new segment.</summary>
    /// <value>The default is 64 MiB; at least 4 KiB, at most 1 GiB.</value>
    public long SegmentBytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets or sets how many appends a segment's blob may take; the log goes on in a new segment before that. The
    /// service's limit is 50,000.
    /// </summary>
    /// <value>The default is 49,000; 1 to 49,900.</value>
    public int SegmentBlocksMax { get; set; } = 49_000;

    /// <summary>Gets or sets the most bytes of one append; a longer group takes several.</summary>
    /// <value>The default is 4 MiB, which every version of the service takes; at least 64 bytes.</value>
    public int BlockBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Gets or sets about how many bytes of a log one request reads.</summary>
    /// <value>The default is 4 MiB; 4 KiB to 64 MiB.</value>
    public int ReadBytes { get; set; } = 4 * 1024 * 1024;
}
