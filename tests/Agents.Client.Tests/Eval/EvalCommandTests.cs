using System.Text.Json;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Eval;

public sealed class EvalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Locomo_is_loaded_asked_and_scored()
    {
        await using var server = await MemoryStub.StartAsync();
        server.PendingAnswers = 3;
        var setting = new CliSetting { Clock = new ImpatientClock(TimeSpan.FromSeconds(90)) };
        var file = _folder.Write("l.json", TinySets.Locomo);

        var run = await CliRun.WithAsync(
            setting,
            "eval", "locomo", file, "--server", server.Address.ToString(), "--out", _folder.Of("run.jsonl"), "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        var row = report.GetProperty("tables")[0].GetProperty("rows")[0];
        Assert.Equal("cat 1-4", row.GetProperty("group").GetString());
        Assert.Equal(2, row.GetProperty("questions").GetInt32());
        Assert.Equal(1, row.GetProperty("means").GetProperty("recall@5").GetDouble());
        var figures = report.GetProperty("figures");
        Assert.Equal(4, figures.GetProperty("questions").GetDouble());
        Assert.Equal(1, figures.GetProperty("questions_without_evidence").GetDouble());
        Assert.Equal(4, server.Requests.Count(request => request.Target == "/v1/memories/stats?user=conv-1"));
    }

    [Fact]
    public async Task The_run_file_has_one_line_a_question()
    {
        await using var server = await MemoryStub.StartAsync();
        var to = _folder.Of("run.jsonl");

        await CliRun.OfAsync(
            "eval", "locomo", _folder.Write("l.json", TinySets.Locomo),
            "--server", server.Address.ToString(), "--out", to);

        var lines = await ReadAsync(to);
        Assert.Equal(
            ["conv-1/q0", "conv-1/q1", "conv-1/q2", "conv-1/q3"], lines.Select(line => Text(line, "question_id")));
        Assert.All(lines, line => Assert.Equal("conv-1", Text(line, "sample_id")));
        var second = lines[1];
        Assert.Equal("D10:1", second.GetProperty("retrieved")[0].GetString());
        Assert.All(lines, line => Assert.Equal(4, Retrieved(line).Distinct().Count()));
        Assert.All(lines, line => Assert.Equal(Retrieved(line).Length, line.GetProperty("tokens").GetArrayLength()));
        Assert.Equal(6, second.GetProperty("tokens")[0].GetInt32());
        Assert.Equal(0.4, second.GetProperty("score").GetDouble(), 12);
        Assert.True(second.GetProperty("ms").GetDouble() > 0);
        Assert.False(File.Exists($"{to}.partial"));
    }

    [Fact]
    public async Task MemDaily_ids_are_numbers_and_noise_is_text()
    {
        await using var server = await MemoryStub.StartAsync();
        _folder.Write("noise_cped.txt", "猫\n猫\n猫\n");
        var to = _folder.Of("run.jsonl");

        var run = await CliRun.OfAsync(
            "eval", "memdaily", _folder.Write("m.jsonl", TinySets.MemDaily), "--noise", "3", "--noise-at", "spread",
            "--server", server.Address.ToString(), "--out", to);

        Assert.Equal(0, run.ExitCode);
        var found = (await ReadAsync(to))[0].GetProperty("retrieved").EnumerateArray().ToList();
        Assert.Equal(1, found[0].GetInt32());
        Assert.Equal(
            ["\"n0\"", "\"n1\"", "\"n2\"", "0", "1"],
            found.Select(id => id.GetRawText()).Order(StringComparer.Ordinal));
        Assert.Contains("| MemDaily, dev split | n |", run.Output, StringComparison.Ordinal);
        Assert.Contains("| overall | 1 | 100.0 |", run.Output, StringComparison.Ordinal);
        Assert.Contains("| overall | 2 |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beam_says_whether_the_update_ranks_above_what_it_replaced()
    {
        await using var server = await MemoryStub.StartAsync();
        _folder.Write("chats/07.json", TinySets.Beam);
        var to = _folder.Of("run.jsonl");

        var run = await CliRun.OfAsync(
            "eval", "beam", _folder.Of("chats"), "--server", server.Address.ToString(), "--out", to, "--json");

        var figures = JsonDocument.Parse(run.Output).RootElement.GetProperty("figures");
        Assert.Equal(1, figures.GetProperty("update_above_outdated").GetDouble());
        Assert.Equal(0, figures.GetProperty("only_outdated_in_top_10").GetDouble());
        Assert.Equal(1, figures.GetProperty("both_statements_in_top_10").GetDouble());
        Assert.Equal(JsonValueKind.Number, (await ReadAsync(to))[1].GetProperty("retrieved")[0].ValueKind);
    }

    [Fact]
    public async Task What_another_run_left_behind_ends_the_evaluation()
    {
        await using var server = await MemoryStub.StartAsync();
        var file = _folder.Write("m.jsonl", TinySets.MemDaily);
        _folder.Write("noise_cped.txt", TinySets.Noise);
        await CliRun.OfAsync("import", "memdaily", file, "--noise", "2", "--server", server.Address.ToString());

        var run = await CliRun.OfAsync(
            "eval", "memdaily", file, "--server", server.Address.ToString(), "--out", _folder.Of("run.jsonl"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "agents: User '01_tiny#0' holds 4 episodes where this set has 2; use an empty data folder.",
            run.Error.TrimEnd());
        Assert.False(File.Exists(_folder.Of("run.jsonl")));
    }

    private static async Task<List<JsonElement>> ReadAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string[] Retrieved(JsonElement line) =>
        [.. line.GetProperty("retrieved").EnumerateArray().Select(id => id.ToString())];

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
