using Agents.Memory.Log;
using Agents.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps users' logs in PostgreSQL.</summary>
public static class PostgresStorageServiceCollectionExtensions
{
    /// <summary>Keeps logs in one schema of a database, for any number of silos.</summary>
    /// <remarks>
    /// A registered <see cref="IKeyRing"/> takes the place of the key ring's file. Resolve the provider at start: it
    /// brings the tables to this program's version, and a database that cannot be used and a ring that is missing or
    /// not the schema's throw <c>DataFolderException</c>, whose message is one line for the operator.
    /// </remarks>
    public static IServiceCollection AddPostgresStorage(
        this IServiceCollection services, Action<PostgresStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IValidateOptions<PostgresStorageOptions>, PostgresStorageOptionsValidator>());
        services.AddOptions<PostgresStorageOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton(provider => PostgresDatabase.Open(
            OptionsOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IKeyRing>(provider => OptionsOf(provider).KeyRingFile is { } file
            ? DatabaseKeyRing.Open(
                provider.GetRequiredService<PostgresDatabase>(), file, provider.GetRequiredService<TimeProvider>())
            : throw new OptionsValidationException(
                nameof(PostgresStorageOptions),
                typeof(PostgresStorageOptions),
                ["KeyRingFile is not set: name the key ring's file, which all silos share, or register an IKeyRing."]));
        services.TryAddSingleton(provider => new PostgresMemoryLogProvider(
            provider.GetRequiredService<PostgresDatabase>(),
            provider.GetRequiredService<IKeyRing>(),
            OptionsOf(provider),
            provider.GetRequiredService<ILogger<PostgresMemoryLogProvider>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDataKeyStore, PostgresMemoryLogProvider>(
            provider => provider.GetRequiredService<PostgresMemoryLogProvider>()));
        services.AddRecordedLogs<PostgresMemoryLogProvider>(provider => new PostgresLogStore(
            provider.GetRequiredService<PostgresDatabase>(),
            provider.GetRequiredService<IKeyRing>(),
            OptionsOf(provider)));
        return services;
    }

    private static PostgresStorageOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PostgresStorageOptions>>().Value;
}
