using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Operations;

/// <summary>Calls a silo process as one user does, by what the user's name, turns and ids are.</summary>
internal sealed class Visit(SiloProcess silo, string user, string conversation, string text) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = silo.Address };
    private readonly List<string> _answers = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets what was answered so far.</summary>
    public IReadOnlyList<string> Answers => _answers;

    public void Dispose() => _http.Dispose();

    public Task AddAsync(string id, string? trace = null) => SendAsync(HttpMethod.Post, "v1/memories", trace, new
    {
        user,
        conversation,
        messages = new[] { new { id, role = "user", content = text } },
    });

    public Task SearchAsync(string? trace = null) =>
        SendAsync(HttpMethod.Post, "v1/memories/search", trace, new { user, query = text });

    public Task RecallAsync(string? trace = null) =>
        SendAsync(HttpMethod.Post, "v1/memories/recall", trace, new { user, query = text });

    public Task ExplainAsync() => SendAsync(HttpMethod.Post, "v1/memories/explain", null, new { user, query = text });

    public Task EmbedAsync() =>
        SendAsync(HttpMethod.Post, "v1/embeddings", null, new { model = "default", input = text });

    public Task ListAsync(string? trace = null) =>
        GetAsync($"v1/memories?user={user}&conversation={conversation}", trace);

    public Task GetMemoryAsync(string id, string? trace = null) => GetAsync($"v1/memories/{id}?user={user}", trace);

    public Task HistoryAsync(string id) => GetAsync($"v1/memories/{id}/history?user={user}", null);

    public Task EditAsync(string id, string? trace = null) =>
        SendAsync(HttpMethod.Patch, $"v1/memories/{id}", trace, new { user, pinned = true });

    public Task ForgetAsync(string id, string? trace = null) => DeleteAsync($"v1/memories/{id}?user={user}", trace);

    public Task EraseAsync(string id, string? trace = null) =>
        DeleteAsync($"v1/memories/{id}?user={user}&erase=true", trace);

    public Task EraseConversationAsync(string? trace = null) =>
        DeleteAsync($"v1/memories?user={user}&conversation={conversation}&erase=true", trace);

    public Task EraseAllAsync(string? trace = null) => DeleteAsync($"v1/memories?user={user}&erase=true", trace);

    public Task ChatAsync(string? trace = null) => SendAsync(HttpMethod.Post, "v1/chat/completions", trace, new
    {
        model = "stub",
        user,
        messages = new[] { new { role = "user", content = text } },
    });

    /// <summary>Limits how many memories the user keeps.</summary>
    public Task LimitAsync(int memories) =>
        SendAsync(HttpMethod.Put, "v1/retention", null, new { user, memories_max = memories });

    /// <summary>Has the turns read, and waits until they are.</summary>
    public async Task ConsolidateAsync(string? trace = null)
    {
        var run = await SendAsync(HttpMethod.Post, "v1/consolidations", trace, new { user });
        await Until.GivesAsync(
            () => GetAsync($"v1/consolidations/{run["id"]}?user={user}", null),
            run => (string?)run["state"] != "running");
    }

    /// <summary>Waits until every turn has its vector.</summary>
    public Task AwaitVectorsAsync() => Until.GivesAsync(
        () => GetAsync($"v1/memories/stats?user={user}", null), stats => (int?)stats["pending"] is null or 0);

    /// <summary>Reads a page of operations.</summary>
    public Task<string> PageAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    private Task<JsonNode> GetAsync(string path, string? trace) => SendAsync(HttpMethod.Get, path, trace, null);

    private Task<JsonNode> DeleteAsync(string path, string? trace) => SendAsync(HttpMethod.Delete, path, trace, null);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? trace, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        if (trace is not null)
        {
            request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        }

        using var answer = await _http.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        _answers.Add(text);
        return JsonNode.Parse(text)!;
    }
}
