using Agents.Contracts;
using Agents.Gateway;
using Agents.Gateway.Chat;
using Agents.Gateway.Consolidations;
using Agents.Gateway.Embeddings;
using Agents.Gateway.Errors;
using Agents.Gateway.Health;
using Agents.Gateway.Identity;
using Agents.Gateway.Llm;
using Agents.Gateway.Memories;
using Agents.Gateway.Models;
using Agents.Gateway.OpenApi;
using Agents.Gateway.Retention;
using Agents.Gateway.Telemetry;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the gateway.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds the gateway's services. The host provides <c>IGrainFactory</c>, <c>IScopeKeys</c> and an embedding
    /// generator.
    /// </summary>
    public static IServiceCollection AddGateway(
        this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<GatewayOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.ConfigureHttpJsonOptions(options => AgentsJson.Configure(options.SerializerOptions));
        services.Configure<RouteOptions>(
            options => options.SetParameterPolicy<MemoryIdConstraint>(MemoryIdConstraint.Name));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IConfigureOptions<LoggerFilterOptions>, ServerLogFilter>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, RequestLogFilter>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IReadiness, AlwaysReady>();
        services.TryAddSingleton<GatewayTelemetry>();
        services.TryAddSingleton<KeyStore>();
        services.TryAddSingleton<UserNames>();
        services.TryAddSingleton<MemoryCalls>();
        services.TryAddSingleton<RequestScopes>();
        services.TryAddSingleton<MemoryHandlers>();
        services.TryAddSingleton<ConsolidationHandlers>();
        services.TryAddSingleton<RetentionHandlers>();
        AddModels(services);
        services.AddDocumentation();
        return services;
    }

    private static void AddModels(IServiceCollection services)
    {
        services.TryAddSingleton<ChatSessions>();
        services.TryAddSingleton<ChatMemory>();
        services.TryAddSingleton<ChatHandler>();
        services.TryAddSingleton<UpstreamClient>();
        services.TryAddSingleton<UpstreamRelay>();
        services.TryAddSingleton<OfflineChatClient>();
        services.TryAddSingleton<ChatClientSource>();
        services.TryAddSingleton<ChatClientRelay>();
        services.TryAddSingleton<ModelCatalog>();
        services.TryAddSingleton<EmbeddingModel>();
        services.TryAddSingleton<EmbeddingHandler>();
    }
}
