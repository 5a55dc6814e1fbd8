using System.Text.RegularExpressions;
using Agents.Memory.Log;
using Agents.Storage.AzureBlobs;
using Agents.Storage.AzureBlobs.GrainRecords;
using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps users' logs in Azure Blob Storage.</summary>
public static partial class AzureBlobStorageServiceCollectionExtensions
{
    /// <summary>Keeps logs in one container of a storage account, for any number of silos.</summary>
    /// <remarks>
    /// A registered <see cref="TokenCredential"/> signs the requests to a service URL, and a registered
    /// <see cref="IKeyRing"/> takes the place of the key ring's file. Resolve the provider at start: a ring that is
    /// missing or not the container's throws <c>DataFolderException</c>, whose message is one line for the operator.
    /// </remarks>
    public static IServiceCollection AddAzureBlobStorage(
        this IServiceCollection services, Action<AzureBlobStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IValidateOptions<AzureBlobStorageOptions>, AzureBlobStorageOptionsValidator>());
        services.AddOptions<AzureBlobStorageOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton<IKeyRing>(provider => OptionsOf(provider).KeyRingFile is { } file
            ? ContainerKeyRing.Open(ContainerOf(provider), file, provider.GetRequiredService<TimeProvider>())
            : throw new OptionsValidationException(
                nameof(AzureBlobStorageOptions),
                typeof(AzureBlobStorageOptions),
                ["KeyRingFile is not set: name the key ring's file, which all silos share, or register an IKeyRing."]));
        services.TryAddSingleton(provider => new AzureBlobMemoryLogProvider(
            ContainerOf(provider),
            provider.GetRequiredService<IKeyRing>(),
            OptionsOf(provider),
            provider.GetRequiredService<ILogger<AzureBlobMemoryLogProvider>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDataKeyStore, AzureBlobMemoryLogProvider>(
            provider => provider.GetRequiredService<AzureBlobMemoryLogProvider>()));
        services.AddRecordedLogs<AzureBlobMemoryLogProvider>(
            provider => new BlobLogStore(ContainerOf(provider), OptionsOf(provider)));
        return services;
    }

    /// <summary>
    /// Keeps small records beside the logs, as keyed <see cref="BlobRecordStore"/>: same container, same key ring.
    /// <see cref="AddAzureBlobStorage"/> says where that is.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="store">The store's name, which is also its key and its folder: 1 to 64 letters, digits and
    /// hyphens.</param>
    /// <param name="configure">Changes what it accepts.</param>
    public static IServiceCollection AddAzureBlobRecords(
        this IServiceCollection services, string store, Action<BlobRecordOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!StoreName().IsMatch(store))
        {
            throw new ArgumentException(
                $"The store of records is named '{store}'; give 1 to 64 letters, digits and hyphens.", nameof(store));
        }

        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<BlobRecordOptions>, BlobRecordOptionsValidator>());
        var options = services.AddOptions<BlobRecordOptions>(store).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (!services.Any(known => known.ServiceType == typeof(BlobRecordStore) && Equals(known.ServiceKey, store)))
        {
            services.AddKeyedSingleton(store, (provider, _) => new BlobRecordStore(
                ContainerOf(provider),
                provider.GetRequiredService<IKeyRing>(),
                store,
                provider.GetRequiredService<IOptionsMonitor<BlobRecordOptions>>().Get(store).RecordBytesMax,
                provider.GetRequiredService<ILogger<BlobRecordStore>>()));
            services.AddSingleton<IDataKeyStore>(provider => provider.GetRequiredKeyedService<BlobRecordStore>(store));
        }

        return services;
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex StoreName();

    private static BlobContainerClient ContainerOf(IServiceProvider provider) =>
        AzureBlobClients.Create(OptionsOf(provider), provider.GetService<TokenCredential>());

    private static AzureBlobStorageOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<AzureBlobStorageOptions>>().Value;
}
