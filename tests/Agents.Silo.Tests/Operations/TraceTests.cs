using Agents.Silo.Tests.Processes;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Operations;

/// <summary>The traces of a silo process, as a collector is sent them.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Memory = "gen_ai.memory.";
    private const long Client = 3;

    private readonly string _data = Directory.CreateTempSubdirectory("agents-trace-").FullName;
    private readonly Dictionary<string, string> _traces = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Each_operation_has_one_span_of_its_standard_name_in_one_trace_with_http_and_orleans()
    {
        var spans = await SpansAsync(async visit =>
        {
            await visit.AddAsync("a", Trace("create_memory"));
            await visit.SearchAsync(Trace("search_memory"));
            await visit.RecallAsync(Trace("search_memory recall"));
            await visit.ListAsync(Trace("search_memory list"));
            await visit.GetMemoryAsync("a", Trace("read_memory"));
            await visit.EditAsync("a", Trace("update_memory"));
            await visit.ConsolidateAsync(Trace("upsert_memory"));
            await visit.ForgetAsync("a", Trace("delete_memory forget"));
            await visit.EraseAsync("a", Trace("delete_memory erase"));
            await visit.EraseConversationAsync(Trace("delete_memory conversation"));
            await visit.EraseAllAsync(Trace("delete_memory_store"));
        });

        foreach (var (operation, trace) in _traces)
        {
            var name = operation.Split(' ')[0];
            var all = spans.Where(span => span.Trace == trace).ToDictionary(span => span.Id);
            var span = Assert.Single(all.Values, span => span.Tags.ContainsKey(Memory + "store.id"));
            Assert.Equal((name, name, Client), (span.Operation, span.Name, span.Kind));
            Assert.Matches("^[0-9a-f]{32,}$", span.Tags[Memory + "store.id"]);

            Assert.Contains("http.request.method", all[span.Parent].Tags);
            Assert.Contains(
                all.Values,
                call => call.Tags.ContainsKey("rpc.method") && call.Kind != Client && IsBelow(all, call, span));
        }
    }

    [Fact]
    public async Task A_span_counts_what_it_was_about_and_hashes_which_one()
    {
        var spans = await SpansAsync(async visit =>
        {
            await visit.AddAsync("a", Trace("add"));
            await visit.SearchAsync(Trace("search"));
            await visit.GetMemoryAsync("a", Trace("get"));
            await visit.GetMemoryAsync("b", Trace("missing"));
            await visit.EditAsync("a", Trace("edit"));
        });

        Assert.Equal("1", TagOf(spans, "add", "record.count"));
        Assert.Equal("1", TagOf(spans, "search", "record.count"));
        Assert.Equal(TagOf(spans, "get", "record.id"), TagOf(spans, "edit", "record.id"));
        Assert.NotEqual(TagOf(spans, "get", "record.id"), TagOf(spans, "missing", "record.id"));
        Assert.Equal("not_found", Of(spans, "missing").Tags["error.type"]);
        Assert.DoesNotContain(spans, span => span.Tags.Values.Contains("a", StringComparer.Ordinal));
    }

    [Fact]
    public async Task Work_in_the_background_has_traces_of_its_own()
    {
        var spans = await SpansAsync(async visit =>
        {
            await visit.AddAsync("a", Trace("add"));
            await visit.AwaitVectorsAsync();
            await visit.ConsolidateAsync(Trace("consolidate"));
        });

        var steps = spans.Where(span => span is { Operation: "upsert_memory" } && span.Kind != Client).ToArray();
        var embedded = spans.Where(span => span.Name == $"embeddings {StubEmbeddings.Model}").ToArray();
        Assert.NotEmpty(steps);
        Assert.NotEmpty(embedded);
        Assert.All(steps.Concat(embedded), span => Assert.DoesNotContain(span.Trace, _traces.Values));
        Assert.All(embedded, span => Assert.Equal("64", span.Tags["gen_ai.embeddings.dimension.count"]));
    }

    private static bool IsBelow(Dictionary<string, OtlpSpan> all, OtlpSpan span, OtlpSpan above) =>
        span.Parent == above.Id || (all.TryGetValue(span.Parent, out var parent) && IsBelow(all, parent, above));

    private OtlpSpan Of(IEnumerable<OtlpSpan> spans, string name) => Assert.Single(
        spans, span => span.Trace == _traces[name] && span.Tags.ContainsKey(Memory + "store.id"));

    private string TagOf(IEnumerable<OtlpSpan> spans, string name, string tag) => Of(spans, name).Tags[Memory + tag];

    /// <summary>Names a trace of one request, which is its caller's to choose.</summary>
    private string Trace(string name) => _traces[name] = $"{_traces.Count + 1:x32}";

    /// <summary>Runs a silo, and stops it, which sends what is still to be sent.</summary>
    private async Task<OtlpSpan[]> SpansAsync(Func<Visit, Task> run)
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var collector = await StubCollector.StartAsync(Token);
        await using var silo = await SiloProcess.StartAsync(
            _data, [.. embeddings.Arguments, "--deadlines-off"], Token, collector.Environment);
        using (var visit = new Visit(silo, "ann", "talk", "My dog is called Kiwi."))
        {
            await run(visit);
        }

        Assert.Equal(0, await silo.TerminateAsync(TimeSpan.FromSeconds(30)));
        return
        [
            .. collector.Sent.Where(sent => sent.Path.EndsWith("/traces", StringComparison.Ordinal))
                .SelectMany(sent => OtlpSpan.Read(sent.Body)),
        ];
    }
}
