using Orleans.Dashboard;

namespace Agents.Silo.Hosting;

/// <summary>What operators look at: the Orleans dashboard and the metrics.</summary>
internal static class SiloOperations
{
    public static void MapOperations(this WebApplication app)
    {
        app.MapOrleansDashboard("/dashboard").RequireOperator();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireOperator();
    }
}
