using Agents.Silo.Configuration;
using Agents.Silo.Operations;
using Orleans.Dashboard;

namespace Agents.Silo.Hosting;

/// <summary>What operators look at: the Orleans dashboard, our own page and the metrics.</summary>
internal static class SiloOperations
{
    // How the dashboard's routes name the silo that they ask; its other catch-alls are of files and grains.
    private static readonly string[] SiloRoutes = ["/{*address}", "/HistoricalStats/{*path}"];

    /// <summary>Maps the HTTP interface where this node has it, and else health alone.</summary>
    public static void MapRoles(this WebApplication app, SiloOptions options)
    {
        if (options.IsGateway)
        {
            app.MapGateway();
        }
        else
        {
            app.MapGatewayHealth();
        }
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapOrleansDashboard("/dashboard").RequireOperator().AddEndpointFilter(RefuseUnknownSiloAsync);
        app.MapOperatorPage();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireOperator();
    }

    /// <summary>Answers 404 for a silo that is none, for which the dashboard would try to activate a grain.</summary>
    private static async ValueTask<object?> RefuseUnknownSiloAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? string.Empty;
        return Array.Exists(SiloRoutes, silo => route.EndsWith(silo, StringComparison.Ordinal))
            && !await IsKnownAsync(
                $"{http.GetRouteValue("address") ?? http.GetRouteValue("path")}", http.RequestServices)
            ? Results.NotFound()
            : await next(context);
    }

    /// <remarks>A client of the cluster has no view of its own and asks.</remarks>
    private static async Task<bool> IsKnownAsync(string silo, IServiceProvider services)
    {
        var silos = services.GetService<ISiloStatusOracle>() is { } oracle
            ? oracle.GetApproximateSiloStatuses()
            : await services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts();
        return silos.Keys.Any(known => known.ToParsableString() == silo);
    }
}
