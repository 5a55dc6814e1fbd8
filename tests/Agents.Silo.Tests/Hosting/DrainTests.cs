using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Agents.Silo.Tests.Clustering;
using Agents.Silo.Tests.Processes;
using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Hosting;

/// <summary>A node that is asked to stop finishes what it has begun, and sends nobody away before that.</summary>
public sealed class DrainTests(AzuriteServer azurite) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("agents-drain-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_node_that_stops_is_not_ready_still_serves_and_finishes_the_chat_that_runs()
    {
        await using var stub = await StubEmbeddings.StartAsync(Cancellation);
        await using var llm = await StubLlm.StartAsync(Cancellation);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var answer = new ManualResetEventSlim();
        llm.Heard = _ => asked.TrySetResult();
        llm.Answer = _ =>
        {
            answer.Wait(Patience);
            return "It is green.";
        };
        await using var silo = await SiloProcess.StartAsync(
            _data,
            [.. stub.Arguments, "--llm", llm.Url, "--Cluster:DrainDelay=00:00:05", "--Cluster:DrainTimeout=00:00:30"],
            Cancellation);
        using var http = new HttpClient { BaseAddress = silo.Address };
        var chat = http.PostAsJsonAsync("v1/chat/completions", Chat(), Cancellation);
        await asked.Task.WaitAsync(Patience, Cancellation);

        var ended = silo.TerminateAsync(Patience);
        Assert.Contains("The service is stopping", await NotReadyAsync(http), StringComparison.Ordinal);
        using (var models = await http.GetAsync("v1/models", Cancellation))
        {
            Assert.Equal(200, (int)models.StatusCode);
            Assert.True(models.Headers.ConnectionClose);
        }

        answer.Set();
        using var finished = await chat;
        Assert.Equal(200, (int)finished.StatusCode);
        Assert.Contains(
            "It is green.", await finished.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await ended);
    }

    [Fact]
    public async Task A_chat_that_does_not_end_is_cut_at_the_deadline()
    {
        await using var stub = await StubEmbeddings.StartAsync(Cancellation);
        await using var llm = await StubLlm.StartAsync(Cancellation);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var answer = new ManualResetEventSlim();
        llm.Heard = _ => asked.TrySetResult();
        llm.Answer = _ =>
        {
            answer.Wait(Patience);
            return "It is green.";
        };
        await using var silo = await SiloProcess.StartAsync(
            _data, [.. stub.Arguments, "--llm", llm.Url, "--Cluster:DrainTimeout=00:00:01"], Cancellation);
        using var http = new HttpClient { BaseAddress = silo.Address };
        var chat = http.PostAsJsonAsync("v1/chat/completions", Chat(), Cancellation);
        await asked.Task.WaitAsync(Patience, Cancellation);

        Assert.Equal(0, await silo.TerminateAsync(Patience));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => chat);
        answer.Set();
    }

    [Fact]
    public async Task A_node_whose_membership_is_gone_stops_all_the_same()
    {
        await using var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", redis.ConnectionString);
        var silo = await nodes.StartAsync();
        await redis.StopAsync();

        Assert.Equal(0, await silo.TerminateAsync(Patience));
    }

    private static JsonObject Chat() => new()
    {
        ["model"] = "default",
        ["user"] = "ada",
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Which bike is mine?" }),
    };

    /// <summary>Asks until the node says that it is not ready, which its signal has still to bring about.</summary>
    private static async Task<string> NotReadyAsync(HttpClient http)
    {
        using var answer = await Until.GivesAsync(
            () => http.GetAsync("health/ready", Cancellation), ready => (int)ready.StatusCode == 503);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
