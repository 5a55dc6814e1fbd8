using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agents.Silo.Tests.Processes;

/// <summary>An OpenAI-compatible chat endpoint on loopback that gives the answers of a script.</summary>
internal sealed class StubLlm : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubLlm(WebApplication app) => _app = app;

    /// <summary>Gets or sets what is answered to the last message.</summary>
    public Func<string, string> Answer { get; set; } = _ => "";

    /// <summary>Gets or sets what hears all messages of a request, one after the other.</summary>
    public Action<string> Heard { get; set; } = _ => { };

    /// <summary>Gets the base URL with <c>/v1</c>.</summary>
    public string Url => $"{_app.Urls.First()}/v1";

    public static async Task<StubLlm> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new StubLlm(app);
        app.MapPost("/v1/chat/completions", stub.CompleteAsync);
        await app.StartAsync(cancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CompleteAsync(HttpContext context)
    {
        var request = await JsonNode.ParseAsync(context.Request.Body);
        var texts = request!["messages"]!.AsArray().Select(message => TextOf(message!["content"]!)).ToArray();
        Heard(string.Join('\n', texts.TakeLast(2)));
        var text = texts[^1];
        await context.Response.WriteAsJsonAsync(new
        {
            id = "stub",
            @object = "chat.completion",
            created = 0,
            model = "stub",
            choices = new[]
            {
                new
                {
                    index = 0,
                    message = new { role = "assistant", content = Answer(text) },
                    finish_reason = "stop",
                },
            },
            usage = new { prompt_tokens = 100, completion_tokens = 20, total_tokens = 120 },
        });
    }

    private static string TextOf(JsonNode content) => content is JsonArray parts
        ? string.Concat(parts.Select(part => (string)part!["text"]!))
        : (string)content!;
}
