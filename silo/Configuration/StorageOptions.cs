using Agents.Storage.AzureBlobs;
using Agents.Storage.Postgres;

namespace Agents.Silo.Configuration;

/// <summary>The section <c>Storage</c>: where the logs are kept.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string Files = "files";
    public const string AzureBlobStorage = "azure-blobs";
    public const string PostgresStorage = "postgres";

    /// <summary>Gets or sets <c>files</c>, <c>azure-blobs</c> or <c>postgres</c>.</summary>
    /// <value>The default is <c>files</c>: the data folder.</value>
    public string Kind { get; set; } = Files;

    /// <summary>Gets what <c>azure-blobs</c> needs.</summary>
    public AzureBlobStorageOptions AzureBlobs { get; } = new();

    /// <summary>Gets what <c>postgres</c> needs.</summary>
    public PostgresStorageOptions Postgres { get; } = new();

    /// <summary>Reads the kind alone.</summary>
    public static string KindOf(IConfiguration configuration) =>
        configuration.GetSection(Section).GetValue(nameof(Kind), Files)!;
}
