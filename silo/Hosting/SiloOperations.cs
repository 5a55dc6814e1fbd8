using Agents.Silo.Operations;
using Orleans.Dashboard;

namespace Agents.Silo.Hosting;

/// <summary>What operators look at: the Orleans dashboard, our own page and the metrics.</summary>
internal static class SiloOperations
{
    // How the dashboard's routes name the silo that they ask; its other catch-alls are of files and grains.
    private static readonly string[] SiloRoutes = ["/{*address}", "/HistoricalStats/{*path}"];

    public static void MapOperations(this WebApplication app)
    {
        app.MapOrleansDashboard("/dashboard").RequireOperator().AddEndpointFilter(RefuseUnknownSiloAsync);
        app.MapOperatorPage();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireOperator();
    }

    /// <summary>Answers 404 for a silo that is none, for which the dashboard would try to activate a grain.</summary>
    private static ValueTask<object?> RefuseUnknownSiloAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? string.Empty;
        return Array.Exists(SiloRoutes, silo => route.EndsWith(silo, StringComparison.Ordinal))
            && !IsKnown($"{http.GetRouteValue("address") ?? http.GetRouteValue("path")}", http.RequestServices)
            ? ValueTask.FromResult<object?>(Results.NotFound())
            : next(context);
    }

    private static bool IsKnown(string silo, IServiceProvider services)
    {
        var silos = services.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses();
        return silos.Keys.Any(known => known.ToParsableString() == silo);
    }
}
