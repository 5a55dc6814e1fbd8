using Agents.Grains.Abstractions;
using Agents.Grains.UserMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Orleans.Hosting;

/// <summary>Adds the memory of users to a silo.</summary>
public static class UserMemorySiloBuilderExtensions
{
    /// <summary>Adds the user memory grain and what it needs.</summary>
    /// <remarks>The silo must also have an <c>IMemoryLogProvider</c>, an <c>IKeyRing</c>, an <c>ITokenCounter</c> and
    /// an embedding generator.</remarks>
    public static ISiloBuilder AddUserMemory(this ISiloBuilder builder, Action<UserMemoryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<UserMemoryTelemetry>();
        services.TryAddSingleton<UserMemoryServices>();
        services.AddScopeKeys();
        services.AddOptions<UserMemoryOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<UserMemoryOptions>, UserMemoryOptionsValidator>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    /// <summary>Adds what names the grains of users, for a node that calls them and has none.</summary>
    /// <remarks>The node must also have an <c>IKeyRing</c>.</remarks>
    public static IServiceCollection AddScopeKeys(this IServiceCollection services)
    {
        services.TryAddSingleton<IScopeKeys, ScopeKeys>();
        return services;
    }
}
