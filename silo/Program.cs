using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Agents.Silo.Embedding;
using Agents.Silo.Hosting;
using Agents.Silo.Tls;

namespace Agents.Silo;

/// <summary>The silo: one process that holds memories, embeds, and serves the gateway.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => SiloCommand.RunAsync(args);

    /// <summary>Composes the process: what it can do, in the order of a request.</summary>
    internal static WebApplication Build(SiloOptions options)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = AppContext.BaseDirectory,
                Args = [.. options.HostArguments],
            });

        builder.CheckSections(options);
        builder.ListenAt(options);
        builder.JoinCluster(options);
        builder.AddGateway(options);
        builder.AddUserMemory(options);
        builder.AddClusterTls();
        builder.AddModelExtraction(options);
        builder.AddEmbedding(options);
        builder.AddEmbeddingShards(options);
        builder.AddReranking(options);
        builder.AddStorage(options);
        builder.AddTelemetry();
        builder.AddDrain();

        var app = builder.Build();
        app.UseDrain();
        app.UseGateway();
        app.MapRoles(options);
        app.MapOperations();
        app.MapAddressList(options);
        return app;
    }
}
