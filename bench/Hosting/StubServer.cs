using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agents.Bench.Hosting;

/// <summary>An OpenAI-compatible service on loopback: embeddings that cost next to nothing, and an LLM of a steady
/// pace.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    public const int Dimension = 384;
    public const string Model = "stub";

    /// <summary>What the first token of every answer holds.</summary>
    public const string FirstToken = "tok0";

    private const int Tokens = 40;

    private static readonly TimeSpan BeforeFirstToken = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenTokens = TimeSpan.FromMilliseconds(5);

    // An answer that does not come in tokens comes at once.
    private static readonly byte[] Whole =
        """
        {"id":"chatcmpl-stub","object":"chat.completion","created":1,"model":"stub","choices":[{"index":0,
        "message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}
        """u8.ToArray();

    private readonly WebApplication _app;
    private readonly HashVectors _vectors = new(Dimension);

    private StubServer(WebApplication app) => _app = app;

    /// <summary>Gets the root of the service.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Gets the base URL with <c>/v1</c>.</summary>
    public string Url => UrlOf(Address);

    /// <summary>Gets the options that make a silo embed with it.</summary>
    public string[] EmbeddingArguments => EmbeddingArgumentsOf(Address);

    /// <summary>Gets the options that make a silo relay to it.</summary>
    public string[] LlmArguments => ["--llm", Url, "--llm-model", Model];

    /// <summary>Gives the options that make a silo embed with a stub that stands elsewhere.</summary>
    public static string[] EmbeddingArgumentsOf(Uri stub) =>
        ["--embeddings", UrlOf(stub), "--embeddings-model", Model, "--embeddings-dimension", $"{Dimension}"];

    public static async Task<StubServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new StubServer(app);
        app.MapPost("/v1/embeddings", stub.EmbedAsync);
        app.MapPost("/v1/chat/completions", AnswerAsync);
        app.MapGet("/health/ready", () => Results.Ok());
        await app.StartAsync(cancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string UrlOf(Uri stub) => new Uri(stub, "v1").AbsoluteUri;

    private async Task EmbedAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var input = body.RootElement.GetProperty("input");
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteString("model", Model);
            writer.WriteStartArray("data");
            var index = 0;
            foreach (var text in input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray()] : new[] { input })
            {
                writer.WriteStartObject();
                writer.WriteString("object", "embedding");
                writer.WriteNumber("index", index++);
                writer.WriteBase64String("embedding", MemoryMarshal.AsBytes(_vectors.Of(text.GetString()!).AsSpan()));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        // A service reads what it is asked before it answers; the injected memories make that body larger.
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (body.RootElement.TryGetProperty("stream", out var stream) && stream.GetBoolean())
        {
            await StreamAsync(context);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Whole.Length;
        await context.Response.BodyWriter.WriteAsync(Whole, context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < Tokens; i++)
        {
            await Task.Delay(i == 0 ? BeforeFirstToken : BetweenTokens, context.RequestAborted);
            await SendAsync(context, Chunk($$"""{"role":"assistant","content":"tok{{i}} "}""", "null"));
        }

        await SendAsync(context, Chunk("{}", "\"stop\""));
        await SendAsync(context, "data: [DONE]\n\n");
    }

    private static string Chunk(string delta, string finish) =>
        """data: {"id":"chatcmpl-stub","object":"chat.completion.chunk","created":1,"model":"stub","""
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta + ",\"finish_reason\":" + finish + "}]}\n\n";

    private static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
