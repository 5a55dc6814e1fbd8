using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agents.Gateway.Tests.Harness;

/// <summary>
/// A language model's server on a real port: it keeps what it was sent and answers, or fails, as it is told.
/// </summary>
internal sealed class StubUpstream : IAsyncDisposable
{
    public const string Head =
        """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,""";

    public const string Finish = Head + "\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _requests = new();

    private StubUpstream(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = context => CompleteAsync(context, "Hello");

    public Uri Url => new(_app.Urls.Single() + "/v1");

    public IReadOnlyList<Received> Requests => [.. _requests];

    public Received Last => Requests[^1];

    public static async Task<StubUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stub = new StubUpstream(app);
        app.Run(stub.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public static Task CompleteAsync(HttpContext context, string text) => JsonAsync(context, 200, $$"""
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","system_fingerprint":null,
         "choices":[{"index":0,"message":{"role":"assistant","content":"{{text}}","refusal":null},"logprobs":null,
         "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"x_extra":[1, 2]}
        """);

    public static Task JsonAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <summary>Writes deltas of text, without a finish.</summary>
    public static async Task DeltasAsync(HttpContext context, params string[] texts)
    {
        context.Response.ContentType = "text/event-stream";
        await SendAsync(
            context, Head + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}");
        foreach (var text in texts)
        {
            await SendAsync(context, Head + "\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}");
        }
    }

    /// <summary>Writes a whole stream.</summary>
    public static async Task StreamAsync(HttpContext context, params string[] texts)
    {
        await DeltasAsync(context, texts);
        await SendAsync(context, Finish);
        await SendAsync(context, "[DONE]");
    }

    public static async Task SendAsync(HttpContext context, string data)
    {
        await context.Response.WriteAsync($"data: {data}\n\n");
        await context.Response.Body.FlushAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new Received(context.Request.Path, body.ToArray(), headers));
        await Answer(context);
    }

    internal sealed record Received(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string Text => Encoding.UTF8.GetString(Body);
    }
}
