using System.Diagnostics;
using Agents.Silo.Operations;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Agents.Silo.Hosting;

/// <summary>Traces and metrics: Prometheus at <c>/metrics</c>, OTLP where the standard environment variables name an
/// endpoint.</summary>
internal static class SiloTelemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOperatorPage();
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans", "Agents.*", "Experimental.Microsoft.Extensions.AI")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());

        // Making a trace that nobody reads would cost every request.
        if (Environment.GetEnvironmentVariable(OtlpEndpoint) is { Length: > 0 })
        {
            telemetry.WithTracing(AddTraces).UseOtlpExporter();
        }
    }

    // Orleans' runtime source is left out: it is noise. Its grain keys are keyed hashes and name nobody.
    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(
            "Microsoft.Orleans.Application",
            "Microsoft.Orleans.Lifecycle",
            "Microsoft.Orleans.Storage",
            "Agents.*",
            "Experimental.Microsoft.Extensions.AI")
        .AddAspNetCoreInstrumentation(http => http.EnrichWithHttpResponse = NameByRoute)
        .AddHttpClientInstrumentation();

    /// <remarks>A path may name a memory or a conversation; its route tells as much to an operator.</remarks>
    private static void NameByRoute(Activity span, HttpResponse response)
    {
        var route = (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.SetTag("url.path", route ?? "/");
        span.SetTag("url.query", null);
    }
}
