using System.Text;
using Agents.Silo.Tests.Processes;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Operations;

/// <summary>Looks for a user's name, ids and words in all that an operator sees, with everything switched
/// on.</summary>
public sealed class CanaryTests(ITestOutputHelper output) : IDisposable
{
    private const string User = "quillonvex";
    private const string Conversation = "murrobast";
    private const string Id = "tavvilond";
    private const string Word = "zibbarquon";

    private static readonly string[] Canaries = [User, Conversation, Id, Word];

    // What answers hold, so that the visit is known to have been about it.
    private static readonly string[] Told = [Conversation, Id, Word];

    private static readonly string[] Pages =
    [
        "metrics", "operator", "operator/state", "operator/operator.js", "dashboard/", "dashboard/DashboardCounters",
        "dashboard/ClusterStats", "dashboard/GrainTypes", "dashboard/TopGrainMethods",
        "dashboard/GrainStats/Agents.Grains.UserMemory.UserMemoryGrain",
        "dashboard/GrainStats/Agents.Grains.Consolidation.ConsolidationGrain", "dashboard/Reminders/1",
    ];

    private readonly string _data = Directory.CreateTempSubdirectory("agents-canary-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Nothing_of_a_user_is_in_any_log_span_metric_or_page()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var llm = await StubLlm.StartAsync(Token);
        llm.Answer = turn => turn.Contains("claims", StringComparison.Ordinal) ? "{\"claims\":[]}" : $"It is {Word}.";
        await using var collector = await StubCollector.StartAsync(Token);
        var environment = new Dictionary<string, string>(collector.Environment)
        {
            // Asks the usual instrumentations for content; there is none to give.
            ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true",
        };
        await using var silo = await SiloProcess.StartAsync(
            _data,
            [
                .. embeddings.Arguments, "--llm", llm.Url, "--llm-model", "stub", "--ModelExtraction:Enabled=true",
                "--UserMemory:SnapshotFramesMin=4", "--Logging:LogLevel:Default=Trace",
                "--Logging:LogLevel:Agents=Trace", "--Logging:LogLevel:Orleans=Trace",
                "--Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching=Trace",
                "--Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting=Trace",
            ],
            Token,
            environment);
        using var visit = new Visit(silo, User, Conversation, $"My dog is called {Word} and I live in Porto.");
        var pages = await UseAsync(visit);
        Assert.All(Told, canary => Assert.Contains(visit.Answers, Holds(canary)));
        await silo.TerminateAsync(TimeSpan.FromSeconds(30));

        foreach (var (path, page) in pages)
        {
            NoCanary(path, page);
        }

        string[] lines = [.. silo.Output, .. silo.Errors];
        Array.ForEach(lines, line => NoCanary("the log", line));
        foreach (var (path, body) in collector.Sent)
        {
            NoCanary(path, Encoding.UTF8.GetString(body));
        }

        Assert.Contains(lines, line => line.Contains("trce:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("usermemory/", StringComparison.Ordinal));
        Assert.Contains(collector.Sent, sent => sent.Path.EndsWith("/metrics", StringComparison.Ordinal));
        Assert.Contains(collector.Sent, sent => sent.Path.EndsWith("/traces", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(sent.Body).Contains("delete_memory_store", StringComparison.Ordinal));
        output.WriteLine($"{lines.Length} lines of log, {collector.Sent.Count} batches, {pages.Count} pages");
    }

    private static async Task<Dictionary<string, string>> UseAsync(Visit visit)
    {
        await visit.AddAsync(Id);
        await visit.ChatAsync();
        await visit.SearchAsync();
        await visit.RecallAsync();
        await visit.ExplainAsync();
        await visit.EmbedAsync();
        await visit.ListAsync();
        await visit.GetMemoryAsync(Id);
        await visit.GetMemoryAsync(Word);
        await visit.HistoryAsync(Id);
        await visit.EditAsync(Id);
        await visit.ConsolidateAsync();
        await visit.AwaitVectorsAsync();
        await visit.LimitAsync(2);
        await visit.ForgetAsync(Id);
        var pages = new Dictionary<string, string>();
        foreach (var page in Pages)
        {
            pages[page] = await visit.PageAsync(page);
        }

        await visit.EraseAsync(Id);
        await visit.EraseConversationAsync();
        await visit.EraseAllAsync();
        pages["metrics at the end"] = await visit.PageAsync("metrics");
        return pages;
    }

    private static Predicate<string> Holds(string canary) =>
        text => text.Contains(canary, StringComparison.OrdinalIgnoreCase);

    private static void NoCanary(string where, string text)
    {
        foreach (var canary in Canaries)
        {
            Assert.False(Holds(canary)(text), $"{where} says {canary}: {text[..Math.Min(text.Length, 400)]}");
        }
    }
}
