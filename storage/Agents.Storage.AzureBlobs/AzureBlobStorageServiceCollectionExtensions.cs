using Agents.Memory.Log;
using Agents.Storage.AzureBlobs;
using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps users' logs in Azure Blob Storage.</summary>
public static class AzureBlobStorageServiceCollectionExtensions
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
            ? SharedKeyRing.Open(ContainerOf(provider), file, provider.GetRequiredService<TimeProvider>())
            : throw new OptionsValidationException(
                nameof(AzureBlobStorageOptions),
                typeof(AzureBlobStorageOptions),
                ["KeyRingFile is not set: name the key ring's file, which all silos share, or register an IKeyRing."]));
        services.TryAddSingleton(provider => new AzureBlobMemoryLogProvider(
            ContainerOf(provider),
            provider.GetRequiredService<IKeyRing>(),
            OptionsOf(provider),
            provider.GetRequiredService<ILogger<AzureBlobMemoryLogProvider>>()));
        services.AddRecordedLogs<AzureBlobMemoryLogProvider>(
            provider => new BlobLogStore(ContainerOf(provider), OptionsOf(provider)));
        return services;
    }

    private static BlobContainerClient ContainerOf(IServiceProvider provider) =>
        AzureBlobClients.Create(OptionsOf(provider), provider.GetService<TokenCredential>());

    private static AzureBlobStorageOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<AzureBlobStorageOptions>>().Value;
}
