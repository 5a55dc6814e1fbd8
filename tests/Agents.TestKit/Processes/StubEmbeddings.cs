using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Agents.TestKit.Embedding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agents.TestKit.Processes;

/// <summary>An OpenAI-compatible embeddings endpoint on loopback, so that a silo process starts without reading a
/// model.</summary>
public sealed class StubEmbeddings : IAsyncDisposable
{
    public const int Dimension = 64;
    public const string Model = "stub";

    private readonly WebApplication _app;
    private readonly Socket? _listening;
    private readonly HashEmbeddingGenerator _generator = new(Model, Dimension);

    private StubEmbeddings(WebApplication app, Socket? listening)
    {
        _app = app;
        _listening = listening;
    }

    /// <summary>Gets the base URL with <c>/v1</c>.</summary>
    public string Url =>
        _listening is null ? $"{_app.Urls.First()}/v1" : $"http://{_listening.LocalEndPoint}/v1";

    /// <summary>Gets the options that make a silo use it.</summary>
    public string[] Arguments =>
    [
        "--embeddings", Url, "--embeddings-model", Model, "--embeddings-dimension", $"{Dimension}",
    ];

    /// <summary>Starts the endpoint on a free port of loopback, or on a socket that listens already.</summary>
    public static async Task<StubEmbeddings> StartAsync(CancellationToken cancellationToken, Socket? listening = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (listening is not null)
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenHandle((ulong)listening.Handle));
        }

        var app = builder.Build();
        if (listening is null)
        {
            app.Urls.Add("http://127.0.0.1:0");
        }

        var stub = new StubEmbeddings(app, listening);
        app.MapPost("/v1/embeddings", stub.EmbedAsync);
        await app.StartAsync(cancellationToken);
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _listening?.Dispose();
        _generator.Dispose();
    }

    private async Task<IResult> EmbedAsync(HttpRequest request)
    {
        var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        var input = body!["input"]!;
        string[] texts = input is JsonArray all ? [.. all.Select(text => text!.GetValue<string>())]
            : [input.GetValue<string>()];
        var data = new JsonArray();
        foreach (var embedding in await _generator.GenerateAsync(texts))
        {
            data.Add(new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = data.Count,
                ["embedding"] = Convert.ToBase64String(MemoryMarshal.AsBytes(embedding.Vector.Span)),
            });
        }

        return Results.Json(new JsonObject
        {
            ["object"] = "list",
            ["data"] = data,
            ["model"] = Model,
            ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["total_tokens"] = 1 },
        });
    }
}
