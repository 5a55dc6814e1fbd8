using Orleans.Storage;

namespace Agents.Silo.GrainRecords;

/// <summary>How grains' small states are kept in Azure blobs.</summary>
public sealed class AzureBlobGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>Gets or sets the longest state in bytes, as the serializer writes it.</summary>
    /// <value>The default is 1 MiB; 1 KiB to 16 MiB.</value>
    public int RecordBytesMax { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets what writes states as bytes.</summary>
    /// <value>The default is the silo's <c>IGrainStorageSerializer</c>: JSON, unless the host chose another.</value>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}
