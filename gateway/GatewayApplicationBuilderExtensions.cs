using Agents.Gateway.Chat;
using Agents.Gateway.Consolidations;
using Agents.Gateway.Embeddings;
using Agents.Gateway.Errors;
using Agents.Gateway.Health;
using Agents.Gateway.Identity;
using Agents.Gateway.Memories;
using Agents.Gateway.Models;
using Agents.Gateway.OpenApi;
using Agents.Gateway.Overload;
using Agents.Gateway.Retention;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts the gateway into an application.</summary>
public static class GatewayApplicationBuilderExtensions
{
    /// <summary>
    /// Adds request ids, the error object, readiness, the limits of the node and identity. It stands first in the
    /// pipeline: the guard of a gateway without
    /// keys covers everything that the process serves, the dashboard and the metrics too.
    /// </summary>
    public static IApplicationBuilder UseGateway(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<ReadinessMiddleware>();
        app.UseMiddleware<RequestGate>();
        return app.UseMiddleware<IdentityMiddleware>();
    }

    /// <summary>Maps the health of a node that serves nothing else.</summary>
    public static IEndpointRouteBuilder MapGatewayHealth(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapHealth();
        return routes;
    }

    /// <summary>Maps the endpoints: memories, models, health, the OpenAPI document and its page.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var documented = routes.MapGroup(string.Empty).WithGroupName(DocumentationEndpoints.Document);
        documented.MapMemories();
        documented.MapConsolidations();
        documented.MapRetention();
        documented.MapChat();
        documented.MapModels();
        documented.MapEmbeddings();
        documented.MapHealth();
        routes.MapDocumentation();
        return routes;
    }
}
