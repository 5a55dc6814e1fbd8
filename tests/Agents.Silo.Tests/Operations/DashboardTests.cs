using System.Text.Json;
using System.Text.Json.Nodes;
using Agents.Silo.Tests.Clustering;
using Agents.Silo.Tests.Processes;
using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Operations;

/// <summary>The dashboards and alerts read what a silo really says.</summary>
public sealed class DashboardTests(RedisServer redis, AzuriteServer azurite, ITestOutputHelper output) : IDisposable
{
    private const int GpuAttempts = 120;

    private static readonly TimeSpan GpuRest = TimeSpan.FromMilliseconds(500);

    private readonly string _data = Directory.CreateTempSubdirectory("agents-boards-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Each_metric_and_label_is_in_the_scrape_of_a_running_silo()
    {
        var scrape = new Scrape(await ScrapeAsync() + await ScrapeGpuNodeAsync());

        var missing = DeployedFiles.Expressions.SelectMany(
            expression => scrape.Missing(expression.Expression).Select(fault => $"{expression.Where}: {fault}"));

        Assert.Empty(missing);
        Assert.Single(scrape.Missing("sum(rate(agents_memory_made_up_total[5m]))"));
        Assert.Single(scrape.Missing("sum by (made_up) (agents_memory_users_active)"));
        Assert.Single(scrape.Missing("agents_memory_users_active{made_up=\"x\"}"));
        output.WriteLine($"{DeployedFiles.Expressions.Count} expressions against {scrape.Count} metrics");
    }

    [Theory]
    [InlineData("up == 0", "up", "")]
    [InlineData("sum by (le, job) (rate(a_bucket{x=~\"y(z)\",n!=\"1\"}[5m])) / on (i) b", "a_bucket b", "x n le job i")]
    [InlineData("max_over_time(count(a:b)[1h:1m]) > 0.5e3 and clamp_min(c, 1) offset 5m", "a:b c", "")]
    public void An_expression_names_its_metrics_and_labels(string expression, string metrics, string labels)
    {
        Assert.Equal(metrics, string.Join(' ', PromQl.Metrics(expression)));
        Assert.Equal(labels, string.Join(' ', PromQl.Labels(expression)));
    }

    [Fact]
    public void Each_dashboard_can_be_imported_beside_the_others()
    {
        var boards = DeployedFiles.Dashboards;
        Assert.Equal(4, boards.Count);
        Assert.Distinct(boards.Select(board => (string)board.Board["uid"]!));
        Assert.Distinct(boards.Select(board => (string)board.Board["title"]!));
        foreach (var (name, board) in boards)
        {
            Assert.Contains(
                board["templating"]!["list"]!.AsArray(),
                variable => (string)variable!["type"]! == "datasource" && (string)variable["name"]! == "datasource");
            Assert.Distinct(DeployedFiles.Panels(board).Select(panel => (int)panel["id"]!));
            Assert.Empty(Faults(board).Select(fault => $"{name}: {fault}"));
        }
    }

    [Fact]
    public void Control_panels_that_overlap_or_read_another_source_are_reported()
    {
        var board = JsonNode.Parse("""
            {"panels":[
              {"id":1,"title":"a","datasource":{"uid":"${datasource}"},"gridPos":{"x":0,"y":0,"w":8,"h":4}},
              {"id":2,"title":"b","datasource":{"uid":"mine"},"gridPos":{"x":7,"y":3,"w":8,"h":4}},
              {"id":3,"title":"c","datasource":{"uid":"${datasource}"},"gridPos":{"x":18,"y":8,"w":8,"h":4}}]}
            """)!;

        Assert.Equal(["b reads mine", "c is wider than the board", "a overlaps b"], Faults(board));
    }

    [Fact]
    public async Task Prometheus_accepts_the_alerts_and_each_expression_of_a_dashboard()
    {
        var rules = Path.Combine(_data, "dashboards.yaml");
        await File.WriteAllLinesAsync(
            rules,
            [
                "groups:", "- name: dashboards", "  rules:",
                .. DeployedFiles.Expressions.SelectMany((expression, i) => (string[])
                [
                    $"  - record: panel:{i}",
                    "    expr: " + JsonSerializer.Serialize(expression.Expression
                        .Replace("$instance", ".*", StringComparison.Ordinal)
                        .Replace("$__rate_interval", "5m", StringComparison.Ordinal)),
                ]),
            ],
            Token);

        var (alerts, said) = await CheckAsync(DeployedFiles.Alerts);
        Assert.True(alerts == 0, said);
        var (boards, why) = await CheckAsync(rules);
        Assert.True(boards == 0, why);
        await File.WriteAllTextAsync(rules, "groups: [{name: a, rules: [{record: b, expr: 'sum('}]}]", Token);
        Assert.NotEqual(0, (await CheckAsync(rules)).Code);
    }

    [Fact]
    public void Each_alert_has_its_row_in_the_operators_guide()
    {
        var guide = DeployedFiles.Guide;

        Assert.All(
            DeployedFiles.AlertNames, name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults(JsonNode board)
    {
        var panels = DeployedFiles.Panels(board).ToArray();
        foreach (var panel in panels)
        {
            if ((string?)panel["datasource"]?["uid"] is { } source && source != "${datasource}")
            {
                yield return $"{panel["title"]} reads {source}";
            }

            if (At(panel).Right > 24)
            {
                yield return $"{panel["title"]} is wider than the board";
            }
        }

        for (var i = 0; i < panels.Length; i++)
        {
            foreach (var other in panels[(i + 1)..].Where(other => Overlap(At(panels[i]), At(other))))
            {
                yield return $"{panels[i]["title"]} overlaps {other["title"]}";
            }
        }
    }

    private static (int Left, int Top, int Right, int Bottom) At(JsonNode panel)
    {
        var place = panel["gridPos"]!;
        var (x, y) = ((int)place["x"]!, (int)place["y"]!);
        return (x, y, x + (int)place["w"]!, y + (int)place["h"]!);
    }

    private static bool Overlap(
        (int Left, int Top, int Right, int Bottom) one, (int Left, int Top, int Right, int Bottom) other) =>
        one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;

    private static async Task<(int Code, string Said)> CheckAsync(string rules)
    {
        var tool = Programs.Find("promtool");
        Assert.SkipWhen(tool is null, "promtool is not installed: apt-get install prometheus");
        return await Programs.RunAsync(tool!, ["check", "rules", rules], Token);
    }

    private async Task<string> ScrapeAsync()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var llm = await StubLlm.StartAsync(Token);
        llm.Answer = _ => """
            {"claims":[
              {"subject":"user","slot":"pet","value":"a dog called Kiwi","quote":"a dog called Kiwi","polarity":"holds"},
              {"subject":"user","slot":"home","value":"Paris","quote":"I live in Paris","polarity":"holds"}]}
            """;
        await using var silo = await SiloProcess.StartAsync(
            _data,
            [.. embeddings.Arguments, "--llm", llm.Url, "--llm-model", "stub", "--ModelExtraction:Enabled=true"],
            Token);
        using var visit = new Visit(silo, "ann", "talk", "I have a dog called Kiwi.");
        await visit.AddAsync("a");
        await visit.SearchAsync();
        await visit.ChatAsync();
        await visit.EmbedAsync();
        await visit.GetMemoryAsync("none");
        await visit.ConsolidateAsync();
        await visit.AwaitVectorsAsync();
        return await visit.PageAsync("metrics");
    }

    /// <summary>Scrapes a node that embeds with its own model, and asks itself as one that has a GPU.</summary>
    private async Task<string> ScrapeGpuNodeAsync()
    {
        await using var nodes = await ClusterNodes.CreateAsync(
            azurite, "redis", redis.ConnectionString, hasModel: true);
        var node = await nodes.StartAsync(
            "--Cluster:Labels:hw=gpu",
            "--EmbeddingShards:InteractiveDeadlineMs=30000",
            "--EmbeddingShards:RetryAfterMs=500");
        using var visit = new Visit(node, "ann", "talk", "I have a dog called Kiwi.");
        await visit.AddAsync("a");
        await visit.AwaitVectorsAsync();
        for (var attempt = 0; attempt < GpuAttempts; attempt++)
        {
            // Whether a shard answers is known once the node has heard of its own label.
            await visit.EmbedAsync();
            var page = await visit.PageAsync("metrics");
            if (page.Contains("outcome=\"remote\"", StringComparison.Ordinal))
            {
                // The operator page names the same metrics, of a model that only this node has.
                var state = JsonNode.Parse(await visit.PageAsync("operator/state"))!["nodes"]![0]!["embedding"]!;
                Assert.True((double?)state["texts"] >= 1 && state["queue_depth"] is not null, state.ToJsonString());
                return page;
            }

            await RealTime.PassAsync(GpuRest, Token);
        }

        throw new InvalidOperationException("The node never asked a shard of its own.");
    }
}
