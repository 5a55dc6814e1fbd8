using System.Net;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Logging;
using Agents.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agents.Silo.Tests.Hosting;

/// <summary>The whole product in this process, with its own model and its own files.</summary>
public sealed partial class SiloHostTests : IDisposable
{
    private const string User = "quillon-vex";
    private const string Canary = "zibbarquon";

    private readonly string _data = Directory.CreateTempSubdirectory("agents-host-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_was_said_is_found_answered_and_still_there_after_a_restart()
    {
        const string Question = "What am I allergic to?";
        await using (var silo = await StartAsync())
        {
            using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = User });
            await client.AddAsync(Message("m-1", "I am allergic to cashews."), Cancellation);
            await client.AddAsync(Message("m-2", "The parcel arrives on Tuesday at noon."), Cancellation);
            await AwaitVectorsAsync(client);

            Assert.Equal("m-1", (await SearchAsync(client, Question)).Hits[0].Id);
            var answer = await ChatAsync(client, Question);
            Assert.Equal("m-1", answer.Memories[0]);
            Assert.Contains("cashews", answer.Text, StringComparison.Ordinal);
        }

        await using var again = await StartAsync();
        using var late = new AgentsClient(again.Address, new AgentsClientOptions { User = User });

        var found = await SearchAsync(late, Question);

        // The question of the chat is remembered too, and is nearer to itself.
        var hit = Assert.Single(found.Hits, hit => hit.Id == "m-1");
        Assert.Contains("dense", hit.Signals);
        Assert.Equal(0, found.Pending);
    }

    [Fact]
    public async Task A_reranker_that_is_asked_for_has_its_say_and_explains_it()
    {
        await using var silo = await StartAsync("--reranker", "late");
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = User });
        await client.AddAsync(Message("m-1", "I am allergic to cashews."), Cancellation);
        await client.AddAsync(Message("m-2", "The cashews arrive on Tuesday at noon."), Cancellation);
        await AwaitVectorsAsync(client);

        var found = await SearchAsync(client, "What am I allergic to?");
        var explained = await client.ExplainAsync(
            new ExplainRequest { Query = "What am I allergic to?" }, Cancellation);

        Assert.Equal("m-1", found.Hits[0].Id);
        Assert.True(found.Hits[0].Signals["rerank"] > 0);
        Assert.Empty(found.Skipped);
        Assert.Equal(("on", 0.75), (explained.Switches["rerank"], explained.Weights["rerank"]));
        Assert.True(explained.StageMs["reranking"] > 0);
    }

    [Fact]
    public async Task No_word_of_a_user_is_in_logs_metrics_or_dashboard()
    {
        using var log = new CapturedLog();
        await using var silo = await StartAsync("--Logging:LogLevel:Agents=Debug");
        var loggers = silo.Services.GetRequiredService<ILoggerFactory>();
        loggers.AddProvider(log);
        LogProbe(loggers.CreateLogger("Agents.Grains.Probe"));
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = User });
        await client.AddAsync(Message("m-1", $"The password of the shed is {Canary}."), Cancellation);
        await AwaitVectorsAsync(client);
        var recalled = await client.RecallAsync(new RecallRequest { Query = $"What is {Canary}?" }, Cancellation);
        Assert.Contains(Canary, recalled.Context, StringComparison.Ordinal);
        Assert.Contains(Canary, (await ChatAsync(client, $"What is {Canary}?")).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AgentsException>(() => client.GetAsync(Canary, User, Cancellation));

        using var http = new HttpClient { BaseAddress = silo.Address };
        foreach (var path in Operations(silo))
        {
            AssertSilent(path, await http.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));
        }

        Assert.Contains(log.Lines, line => line.Contains("is heard", StringComparison.Ordinal));
        Assert.All(log.Lines, line => AssertSilent("log", line));
    }

    [Fact]
    public async Task The_root_lists_the_addresses()
    {
        await using var silo = await StartAsync();
        using var http = new HttpClient { BaseAddress = silo.Address };

        using var answer = await http.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"{silo.Address}scalar", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_data, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_is_none_has_no_page_on_the_dashboard()
    {
        await using var silo = await StartAsync();
        using var http = new HttpClient { BaseAddress = silo.Address };

        string[] pages = ["HistoricalStats", "SiloProperties", "SiloMetadata", "SiloCounters", "SiloStats"];
        foreach (var page in pages)
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(http, $"dashboard/{page}/x"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(http, $"dashboard/{page}/127.0.0.1:1@5"));
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, $"dashboard/{page}/{NameOf(silo)}"));
        }
    }

    private static AddMemoriesRequest Message(string id, string text) => new()
    {
        Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = text }],
    };

    private static Task<SearchResponse> SearchAsync(AgentsClient client, string query) =>
        client.SearchAsync(new SearchRequest { Query = query }, Cancellation);

    private static async Task<(string Text, IReadOnlyList<string> Memories)> ChatAsync(
        AgentsClient client, string question)
    {
        await using var reply = await client.OpenChatAsync(
            new ChatRequest { Messages = [new ChatMessage(MessageRoles.User, question)] }, Cancellation);
        var text = string.Concat(await reply.ReadAsync(Cancellation).ToArrayAsync(Cancellation));
        return (text, reply.Memories);
    }

    private static Task AwaitVectorsAsync(AgentsClient client) => Until.IsSoAsync(
        async () => (await client.StatsAsync(cancellationToken: Cancellation)).Pending == 0);

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    private static string[] Operations(SiloHost silo) =>
    [
        "metrics",
        "dashboard/DashboardCounters",
        "dashboard/ClusterStats",
        "dashboard/GrainTypes",
        "dashboard/TopGrainMethods",
        "dashboard/GrainStats/Agents.Grains.UserMemory.UserMemoryGrain",
        $"dashboard/SiloProperties/{NameOf(silo)}",
        $"dashboard/SiloCounters/{NameOf(silo)}",
        $"dashboard/SiloStats/{NameOf(silo)}",
        $"dashboard/HistoricalStats/{NameOf(silo)}",
    ];

    private static string NameOf(SiloHost silo) =>
        silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    private static void AssertSilent(string where, string text)
    {
        foreach (var secret in (string[])[Canary, User])
        {
            Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where} says {secret}");
        }
    }

    [LoggerMessage(LogLevel.Debug, "What is said at this level is heard.")]
    private static partial void LogProbe(ILogger logger);

    private Task<SiloHost> StartAsync(params string[] arguments) => SiloHost.StartAsync(
        [
            "--data", _data, "--urls", "http://127.0.0.1:0", "--deadlines-off", "--Logging:LogLevel:Default=Error",
            .. arguments,
        ],
        Cancellation);
}
