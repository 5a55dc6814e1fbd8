using System.Text.Json;
using Agents.Contracts;

namespace Agents.Gateway.Tests.Harness;

/// <summary>Short forms of chat requests.</summary>
internal static class ChatCalls
{
    public const string Path = "/v1/chat/completions";

    public static async Task<(GatewayHost Host, StubUpstream Upstream)> StartWithUpstreamAsync(
        Action<GatewayOptions>? configure = null,
        Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null)
    {
        var upstream = await StubUpstream.StartAsync();
        var host = await GatewayHost.StartAsync(
            options =>
            {
                options.LlmUrl = upstream.Url;
                options.RecallTimeout = TimeSpan.FromSeconds(30);
                configure?.Invoke(options);
            },
            services);
        return (host, upstream);
    }

    public static Task<HttpResponseMessage> ChatAsync(
        this GatewayHost host, string user, bool stream, params (string Role, string Content)[] messages) =>
        host.PostAsync(Path, Body(stream, messages), (AgentsHeaders.User, user));

    public static string Body(bool stream, params (string Role, string Content)[] messages) =>
        JsonSerializer.Serialize(new
        {
            model = "m",
            stream,
            messages = messages.Select(message => new { role = message.Role, content = message.Content }),
        });

    public static string Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : string.Empty;

    public static async Task<string> TextAsync(this HttpResponseMessage answer) =>
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads a stream until it ends or breaks; returns what came, and whether it broke.</summary>
    public static async Task<(string Text, bool Broken)> DrainAsync(this HttpResponseMessage answer)
    {
        var text = new System.Text.StringBuilder();
        var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var buffer = new char[4096];
        try
        {
            for (int count; (count = await reader.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                text.Append(buffer, 0, count);
            }

            return (text.ToString(), false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (text.ToString(), true);
        }
    }
}
