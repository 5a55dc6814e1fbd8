using Agents.Storage.AzureBlobs;

namespace Agents.Silo.Configuration;

/// <summary>The section <c>Storage</c>: where the logs are kept.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string Files = "files";
    public const string AzureBlobStorage = "azure-blobs";

    /// <summary>Gets or sets <c>files</c> or <c>azure-blobs</c>.</summary>
    /// <value>The default is <c>files</c>: the data folder.</value>
    public string Kind { get; set; } = Files;

    /// <summary>Gets what <c>azure-blobs</c> needs.</summary>
    public AzureBlobStorageOptions AzureBlobs { get; } = new();

    /// <summary>Reads the kind alone.</summary>
    public static string KindOf(IConfiguration configuration) =>
        configuration.GetSection(Section).GetValue(nameof(Kind), Files)!;
}
