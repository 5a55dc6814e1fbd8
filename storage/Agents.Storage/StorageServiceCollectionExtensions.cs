using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.InMemory;
using Agents.Storage.Transfer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses where users' logs are kept.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Keeps logs in files of one data folder, which is locked when <see cref="IMemoryLogProvider"/> is first
    /// resolved.
    /// </summary>
    /// <remarks>
    /// Resolve the provider at start: <see cref="DataFolderInUseException"/> and <see cref="DataFolderException"/>
    /// have a
    /// one-line message for the operator. The container unlocks the folder when it is disposed.
    /// </remarks>
    public static IServiceCollection AddFileStorage(
        this IServiceCollection services, Action<FileStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FileStorageOptions>, FileStorageOptionsValidator>());
        services.AddOptions<FileStorageOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton(provider => DataFolder.Open(OptionsOf(provider).DataFolder));
        services.TryAddSingleton<IKeyRing>(provider => provider.GetRequiredService<DataFolder>().OpenKeyRing(
            OptionsOf(provider).KeyRingFile, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new FileMemoryLogProvider(
            provider.GetRequiredService<DataFolder>(),
            provider.GetRequiredService<IKeyRing>(),
            OptionsOf(provider).SegmentBytesMax,
            provider.GetRequiredService<ILogger<FileMemoryLogProvider>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDataKeyStore, FileMemoryLogProvider>(
            provider => provider.GetRequiredService<FileMemoryLogProvider>()));
        services.AddRecordedLogs<FileMemoryLogProvider>(provider => new FileLogStore(
            provider.GetRequiredService<DataFolder>(), OptionsOf(provider).SegmentBytesMax));
        return services;
    }

    /// <summary>
    /// Serves the logs of a registered provider, and writes what is erased from them into the journal of their store
    /// first. Every provider of durable logs registers itself so.
    /// </summary>
    /// <typeparam name="TProvider">The provider. Its logs are <see cref="IRecordableLog"/>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="store">Makes the store of the same logs.</param>
    public static IServiceCollection AddRecordedLogs<TProvider>(
        this IServiceCollection services, Func<IServiceProvider, ILogStore> store)
        where TProvider : class, IMemoryLogProvider
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(store);
        services.TryAddSingleton<IMemoryLogProvider>(provider => new RecordingLogProvider(
            provider.GetRequiredService<TProvider>(),
            provider.GetRequiredService<ILogStore>(),
            provider.GetRequiredService<IKeyRing>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Keeps logs in memory, for tests: nothing survives the process.</summary>
    public static IServiceCollection AddInMemoryStorage(this IServiceCollection services)
    {
        services.TryAddSingleton<IKeyRing>(_ => LocalKeyRing.CreateInMemory());
        services.TryAddSingleton<InMemoryMemoryLogProvider>();
        services.TryAddSingleton<IMemoryLogProvider>(
            provider => provider.GetRequiredService<InMemoryMemoryLogProvider>());
        return services;
    }

    private static FileStorageOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<FileStorageOptions>>().Value;
}
