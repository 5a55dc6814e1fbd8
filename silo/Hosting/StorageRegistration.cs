using Agents.Silo.Configuration;
using Orleans.Providers;

namespace Agents.Silo.Hosting;

/// <summary>Registers what keeps the logs, for a silo and for an operator's command alike.</summary>
internal static class StorageRegistration
{
    private const string KeyRingName = "keyring.json";

    /// <exception cref="StartupException">The kind is none.</exception>
    public static void AddStorage(this IServiceCollection services, IConfiguration configuration, SiloOptions options)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        switch (StorageOptions.KindOf(configuration))
        {
            case StorageOptions.AzureBlobStorage:
                services.AddAzureBlobStorage(blobs =>
                {
                    blobs.KeyRingFile = Path.Combine(options.Data!, KeyRingName);
                    section.GetSection(nameof(StorageOptions.AzureBlobs)).Bind(blobs);
                });

                // Also where no silo runs: the records' keys are wrapped by the same ring.
                services.AddAzureBlobRecords(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
                break;
            case StorageOptions.PostgresStorage:
                services.AddPostgresStorage(postgres =>
                {
                    postgres.KeyRingFile = Path.Combine(options.Data!, KeyRingName);
                    section.GetSection(nameof(StorageOptions.Postgres)).Bind(postgres);
                });
                break;
            case StorageOptions.Files:
                services.AddFileStorage(files => files.DataFolder = options.Data!);
                break;
            case var kind:
                throw new StartupException(
                    $"{StorageOptions.Section}:{nameof(StorageOptions.Kind)} is '{kind}' and may be "
                    + $"{StorageOptions.Files}, {StorageOptions.AzureBlobStorage} or {StorageOptions.PostgresStorage}.");
        }
    }

    /// <summary>Where the key ring's file is, for the same settings.</summary>
    public static string KeyRingFileOf(IConfiguration configuration, SiloOptions options)
    {
        // The section of a kind has its name, without the hyphens.
        var section = StorageOptions.KindOf(configuration).Replace("-", "", StringComparison.Ordinal);
        return Path.GetFullPath(
            configuration[$"{StorageOptions.Section}:{section}:KeyRingFile"]
            ?? Path.Combine(options.Data!, KeyRingName));
    }
}
