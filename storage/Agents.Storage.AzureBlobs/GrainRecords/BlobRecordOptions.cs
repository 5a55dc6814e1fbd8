namespace Agents.Storage.AzureBlobs.GrainRecords;

/// <summary>What one store of records accepts.</summary>
public sealed class BlobRecordOptions
{
    /// <summary>The longest record that any store takes, in bytes.</summary>
    public const int RecordBytesLimit = 16 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the longest record in bytes, as the serializer writes it. A record is written whole each time.
    /// </summary>
    /// <value>The default is 1 MiB; 1 KiB to 16 MiB.</value>
    public int RecordBytesMax { get; set; } = 1024 * 1024;
}
