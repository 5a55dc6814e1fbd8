using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Consolidation;

/// <summary>Consolidation over HTTP and by the client, from a silo as a user runs it.</summary>
public sealed class ConsolidationApiTests(ConsolidationApiTests.SharedSilo silo)
    : IClassFixture<ConsolidationApiTests.SharedSilo>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_started_reported_listed_and_undone()
    {
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = "ann" });
        await SayAsync(client, "I live in Porto.", "I moved to Leeds.");

        var dry = await client.ConsolidateAsync(new StartConsolidationRequest { DryRun = true }, Token);
        var run = await client.ConsolidateAsync(new StartConsolidationRequest(), Token);
        run = await Until.GivesAsync(
            () => client.ConsolidationAsync(run.Id!, null, Token), run => run.State != ConsolidationState.Running);

        Assert.Equal(["added", "added", "superseded"], run.Changes.Select(change => change.Change));
        Assert.Equal(run.Changes.Select(change => change.Id), dry.Changes.Select(change => change.Id));
        Assert.Equal(run.Id, Assert.Single((await client.ConsolidationsAsync(5, null, Token)).Runs).Id);
        var undone = await client.UndoConsolidationAsync(run.Id!, null, Token);
        Assert.Equal(ConsolidationState.Undone, undone.State);
        Assert.Equal(
            ConsolidationState.Undone, (await client.CancelConsolidationAsync(run.Id!, null, Token)).State);
        var items = await client.ListAsync(new ListRequest { Kinds = [MemoryKind.Profile] }, Token);
        Assert.All(items.Items, item => Assert.NotEqual(MemoryState.Active, item.State));
    }

    [Theory]
    [InlineData("""{"limit":0,"user":"u"}""", "limit")]
    [InlineData("""{"limit":10001,"user":"u"}""", "limit")]
    [InlineData("""{"dry_run":"yes","user":"u"}""", "dry_run")]
    [InlineData("""{"dryrun":true,"user":"u"}""", "dryrun")]
    [InlineData("""{}""", "user")]
    public async Task A_bad_field_is_named(string body, string field)
    {
        using var http = new HttpClient { BaseAddress = silo.Address };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync("v1/consolidations", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = await answer.Content.ReadFromJsonAsync<ErrorResponse>(AgentsJson.Options, Token);
        Assert.Equal(field, error!.Error.Param);
    }

    [Fact]
    public async Task Another_users_run_is_not_found()
    {
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = "ben" });
        await SayAsync(client, "I live in Porto.");
        var run = await client.ConsolidateAsync(new StartConsolidationRequest(), Token);
        await SayAsync(client, "I live in Leeds.");

        foreach (var path in new[] { "", "/undo", "/cancel" })
        {
            using var http = new HttpClient { BaseAddress = silo.Address };
            using var request = new HttpRequestMessage(
                path.Length == 0 ? HttpMethod.Get : HttpMethod.Post, $"v1/consolidations/{run.Id}{path}?user=eve");
            using var answer = await http.SendAsync(request, Token);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Metrics_count_runs_and_the_document_describes_the_calls()
    {
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = "cyd" });
        await SayAsync(client, "I live in Porto.");
        var run = await client.ConsolidateAsync(new StartConsolidationRequest(), Token);
        run = await Until.GivesAsync(
            () => client.ConsolidationAsync(run.Id!, null, Token), run => run.State != ConsolidationState.Running);

        using var http = new HttpClient { BaseAddress = silo.Address };
        var metrics = await http.GetStringAsync("metrics", Token);
        Assert.Contains("agents_memory_consolidation_runs_", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("Porto", metrics, StringComparison.Ordinal);
        var document = await http.GetFromJsonAsync<JsonElement>("openapi/v1.json", Token);
        Assert.True(document.GetProperty("paths").TryGetProperty("/v1/consolidations/{id}/undo", out _));
    }

    private static async Task SayAsync(AgentsClient client, params string[] texts) => await client.AddAsync(
        new AddMemoriesRequest
        {
            Messages = [.. texts.Select(text => new MessageInput { Role = MessageRoles.User, Content = text })],
        },
        Token);

    /// <summary>One silo for these tests, each of which has a user of its own.</summary>
    public sealed class SharedSilo : IAsyncLifetime
    {
        private readonly string _data = Directory.CreateTempSubdirectory("agents-runs-").FullName;
        private StubEmbeddings? _stub;
        private SiloProcess? _silo;

        public Uri Address => _silo!.Address;

        public async ValueTask InitializeAsync()
        {
            _stub = await StubEmbeddings.StartAsync(Token);
            _silo = await SiloProcess.StartAsync(
                _data, [.. _stub.Arguments, "--UserMemory:Consolidation=false"], Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _silo!.DisposeAsync();
            await _stub!.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }
    }
}
