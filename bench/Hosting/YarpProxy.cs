using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Agents.Bench.Hosting;

/// <summary>YARP that passes everything on: what a hop in .NET costs at least.</summary>
internal static class YarpProxy
{
    /// <summary>The word of the command line that makes this program the proxy.</summary>
    public const string Word = "yarp";

    /// <summary>Relays until it is asked to stop.</summary>
    public static async Task RunAsync(string upstream, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new() { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "upstream",
                    Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = upstream } },
                },
            ]);
        await using var app = builder.Build();
        app.Urls.Add(url);
        app.MapReverseProxy();
        await app.RunAsync();
    }
}
