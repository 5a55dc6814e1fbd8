using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Agents.Gateway.Identity;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Operations;

/// <summary>The operator's page, and what it reads, from a silo process.</summary>
public sealed class OperatorPageTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-operator-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_state_tells_of_each_silo_what_stands_in_it()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var silo = await SiloProcess.StartAsync(
            _data, [.. embeddings.Arguments, "--UserMemory:SnapshotFramesMin=2"], Token);
        using var visit = new Visit(silo, "ann", "talk", "My dog is called Kiwi.");
        await visit.AddAsync("a");
        await visit.GetMemoryAsync("none");
        await visit.ConsolidateAsync();
        await visit.AwaitVectorsAsync();

        var state = await StateAsync(visit, node => (double)node["consolidation"]!["ended"]!["completed"]! >= 1
            && (double)node["consolidation"]!["running"]! == 0);

        var node = Assert.Single(state["nodes"]!.AsArray())!;
        Assert.Equal(0, (int)state["left_out"]!);
        Assert.Equal(("active", true), ((string)node["status"]!, (bool)node["reachable"]!));
        var memory = node["memory"]!;
        Assert.Equal((1, 0), ((double)memory["users_active"]!, (double)memory["commit_queue"]!));
        Assert.True((double)memory["log_frames"]! >= 3);
        Assert.True((double)memory["snapshot_lag_frames"]! < (double)memory["log_frames"]!);
        Assert.True((double)memory["memories"]! >= 1);
        Assert.Equal(0, (double)node["embedding"]!["pending"]!);
        Assert.Equal(1, (double)node["gateway"]!["refused"]!["404|not_found"]!);
        Assert.All(node["storage"]!["failures"]!.AsObject(), failure => Assert.Equal(0, (double)failure.Value!));
        Assert.Equal(0, (double)node["rested"]!["activation_idle"]!);
    }

    [Fact]
    public async Task With_keys_only_operators_see_it()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        var (mine, others) = (ApiKeys.Create(), ApiKeys.Create());
        var keys = Path.Combine(_data, "keys.json");
        await File.WriteAllTextAsync(
            keys,
            $$"""
            {"keys":[
              {"id":"o","tenant":"t","sha256":"{{ApiKeys.HashOf(mine)}}","roles":["operator"]},
              {"id":"s","tenant":"t","sha256":"{{ApiKeys.HashOf(others)}}","roles":["app"]}]}
            """,
            Token);
        await using var silo = await SiloProcess.StartAsync(
            Path.Combine(_data, "data"), [.. embeddings.Arguments, "--keys", keys], Token);
        using var http = new HttpClient { BaseAddress = silo.Address };

        foreach (var path in (string[])["operator", "operator/operator.js", "operator/operator.css", "operator/state"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, path, null));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, path, others));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, path, mine));
        }
    }

    [Theory]
    [InlineData("en", "Users active", "Behind snapshot")]
    [InlineData("zh-CN", "活跃用户", "快照落后")]
    public async Task A_browser_shows_it_in_its_language(string language, string card, string column)
    {
        var browser = Programs.Find("chromium", "chromium-browser", "google-chrome");
        Assert.SkipWhen(browser is null, "No Chromium is installed: apt-get install chromium");
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var silo = await SiloProcess.StartAsync(_data, embeddings.Arguments, Token);
        using var visit = new Visit(silo, "ann", "talk", "My dog is called Kiwi.");
        await visit.AddAsync("a");
        var state = await StateAsync(visit, _ => true);

        var (_, page) = await Programs.RunAsync(
            browser!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={Path.Combine(_data, "profile")}",
                $"--accept-lang={language}", $"--lang={language}", "--virtual-time-budget=10000", "--dump-dom",
                $"{silo.Address}operator",
            ],
            Token);

        Assert.Contains($"lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains("data-ready=\"true\"", page, StringComparison.Ordinal);
        Assert.Contains(card, page, StringComparison.Ordinal);
        Assert.Contains(column, page, StringComparison.Ordinal);
        Assert.Contains((string)state["nodes"]![0]!["address"]!, page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("undefined", page, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request, Token);
        return answer.StatusCode;
    }

    /// <summary>Reads the state until its one node is as it is waited for: it is a moment old.</summary>
    private static Task<JsonNode> StateAsync(
        Visit visit, Func<JsonNode, bool> isThere, [CallerArgumentExpression(nameof(isThere))] string what = "") =>
        Until.GivesAsync(
            async () => JsonNode.Parse(await visit.PageAsync("operator/state"))!,
            state => state["nodes"]!.AsArray() is [{ } node] && isThere(node),
            what: what);
}
