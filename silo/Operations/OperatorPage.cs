using System.Net.Mime;
using Agents.Contracts;

namespace Agents.Silo.Operations;

/// <summary>The operator's own page beside the Orleans dashboard, and what it reads.</summary>
internal static class OperatorPage
{
    private const string Root = "/operator";

    // Everything comes from here: no script of anybody else runs on it, and no frame of another site shows it.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddOperatorPage(this IServiceCollection services)
    {
        services.AddSingleton<MeterReadings>();
        services.AddSingleton<ClusterReader>();

        // Before Orleans, whose hosted service was added first or is added later: what is counted then is counted.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(
            provider => provider.GetRequiredService<MeterReadings>()));
        services.AddPlacementDirector<SiloOfKey, SiloOfKeyDirector>();
    }

    public static void MapOperatorPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(Root).RequireOperator().ExcludeFromDescription();
        page.MapGet("/", (HttpContext http) => File(http, "operator.html", MediaTypeNames.Text.Html));
        page.MapGet("/operator.css", (HttpContext http) => File(http, "operator.css", MediaTypeNames.Text.Css));
        page.MapGet("/operator.js", (HttpContext http) => File(http, "operator.js", MediaTypeNames.Text.JavaScript));
        page.MapGet("/state", async (HttpContext http, ClusterReader cluster) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return Results.Json(await cluster.ReadAsync(), AgentsJson.Options);
        });
    }

    private static IResult File(HttpContext http, string name, string type)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        var file = typeof(OperatorPage).Assembly.GetManifestResourceStream(name)
            ?? throw new System.Diagnostics.UnreachableException($"{name} is not in the program.");
        return Results.Stream(file, $"{type}; charset=utf-8");
    }
}
