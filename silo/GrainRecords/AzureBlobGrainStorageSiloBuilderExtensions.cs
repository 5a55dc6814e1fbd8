using Agents.Silo.GrainRecords;
using Agents.Storage.AzureBlobs.GrainRecords;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Keeps grains' small states in the container of the logs.</summary>
/// <remarks>The host must also have called <c>AddAzureBlobStorage</c>, which names account, container and key
/// ring.</remarks>
public static class AzureBlobGrainStorageSiloBuilderExtensions
{
    /// <summary>Keeps the states of the provider that grains name, as in
    /// <c>[PersistentState("profile", "NAME")]</c>.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The provider: 1 to 64 letters, digits and hyphens.</param>
    /// <param name="configure">Changes its limit or its serializer.</param>
    public static ISiloBuilder AddAzureBlobGrainStorage(
        this ISiloBuilder silo, string name, Action<AzureBlobGrainStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var services = silo.Services;
        services.AddAzureBlobRecords(name);
        services.AddOptions<BlobRecordOptions>(name).Configure<IOptionsMonitor<AzureBlobGrainStorageOptions>>(
            (records, options) => records.RecordBytesMax = options.Get(name).RecordBytesMax);
        services.AddOptions<AzureBlobGrainStorageOptions>(name).Configure(options => configure?.Invoke(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<
            IValidateOptions<AzureBlobGrainStorageOptions>, AzureBlobGrainStorageOptionsValidator>());
        services.AddTransient<
            IPostConfigureOptions<AzureBlobGrainStorageOptions>,
            DefaultStorageProviderSerializerOptionsConfigurator<AzureBlobGrainStorageOptions>>();
        services.AddGrainStorage(name, (provider, _) => new AzureBlobGrainStorage(
            provider.GetRequiredKeyedService<BlobRecordStore>(name),
            provider.GetRequiredService<IOptionsMonitor<AzureBlobGrainStorageOptions>>().Get(name)
                .GrainStorageSerializer,
            provider.GetRequiredService<IActivatorProvider>()));
        return silo;
    }

    /// <summary>Keeps the states of grains that name no provider.</summary>
    public static ISiloBuilder AddAzureBlobGrainStorageAsDefault(
        this ISiloBuilder silo, Action<AzureBlobGrainStorageOptions>? configure = null) =>
        silo.AddAzureBlobGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configure);
}
