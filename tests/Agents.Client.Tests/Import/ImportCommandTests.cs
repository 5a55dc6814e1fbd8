using System.Text.Json;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Import;

public sealed class ImportCommandTests : IDisposable
{
    private const string Lines = """
        {"conversation":"c1","role":"user","author":"Ada","content":"A bicycle.","time":"2026-10-03T18:30:00+02:00"}
        {"conversation":"c1","role":"assistant","content":"Good for you."}
        {"user":"bo","id":"x1","conversation":"c2","role":"user","content":"我养了一只猫。","metadata":{"k":"v"}}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Importing_again_adds_nothing()
    {
        await using var server = await MemoryStub.StartAsync();
        var file = _folder.Write("two.jsonl", Lines);

        var first = await ImportAsync(server, file);
        var second = await ImportAsync(server, file);

        Assert.Equal("3 messages of 2 users: 3 added, 0 known", first.Output.TrimEnd());
        Assert.Equal("3 messages of 2 users: 0 added, 3 known", second.Output.TrimEnd());
        Assert.Equal(2, server.Of("ada").Count);
        Assert.Equal("v", server.Of("bo").Single().Metadata!["k"]);
    }

    [Fact]
    public async Task A_longer_file_adds_what_is_new()
    {
        await using var server = await MemoryStub.StartAsync();
        await ImportAsync(server, _folder.Write("two.jsonl", Lines));

        var run = await ImportAsync(
            server,
            _folder.Write("two.jsonl", Lines + """{"conversation":"c1","role":"user","content":"And a helmet."}"""));

        Assert.Equal("4 messages of 2 users: 1 added, 3 known", run.Output.TrimEnd());
    }

    [Fact]
    public async Task A_bad_line_means_that_nothing_is_sent()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await ImportAsync(server, _folder.Write("two.jsonl", Lines + "{\"role\":\"user\"}\n"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("line 4: content is missing or empty. Nothing was sent.", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_was_erased_stays_erased_and_the_rest_arrives()
    {
        await using var server = await MemoryStub.StartAsync();
        server.Erased.Add("x1");

        var run = await ImportAsync(server, _folder.Write("two.jsonl", Lines));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("3 messages of 2 users: 2 added, 0 known, 1 erased before and left out", run.Output.TrimEnd());
    }

    [Fact]
    public async Task Another_text_under_a_known_id_stops_the_import()
    {
        await using var server = await MemoryStub.StartAsync();
        await ImportAsync(server, _folder.Write("two.jsonl", Lines));

        var run = await ImportAsync(
            server, _folder.Write("two.jsonl", Lines.Replace("一只猫", "两只猫", StringComparison.Ordinal)));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "agents: The message 'x1' is known with another text; give it a new id, or edit the memory. "
            + "What came before it was sent.",
            run.Error.TrimEnd());
    }

    [Fact]
    public async Task Json_says_the_same_in_one_document()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await CliRun.OfAsync(
            "import", "jsonl", _folder.Write("two.jsonl", Lines),
            "--user", "ada", "--server", server.Address.ToString(), "--json");

        var result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(3, result.GetProperty("added").GetInt32());
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Locomo_and_MemDaily_are_imported()
    {
        await using var server = await MemoryStub.StartAsync();
        _folder.Write("noise_cped.txt", TinySets.Noise);

        var locomo = await CliRun.OfAsync(
            "import", "locomo", _folder.Write("l.json", TinySets.Locomo), "--server", server.Address.ToString());
        var memDaily = await CliRun.OfAsync(
            "import", "memdaily", _folder.Write("m.jsonl", TinySets.MemDaily), "--noise", "2",
            "--server", server.Address.ToString());

        Assert.Equal("4 messages of 1 users: 4 added, 0 known", locomo.Output.TrimEnd());
        Assert.Equal("7 messages of 2 users: 7 added, 0 known", memDaily.Output.TrimEnd());
    }

    [Fact]
    public async Task An_export_imports_to_nothing_new_here_and_to_the_same_elsewhere()
    {
        await using var server = await MemoryStub.StartAsync();
        await using var elsewhere = await MemoryStub.StartAsync();
        var lines = Lines + """{"conversation":"c1","role":"user","content":"And \u0041 helmet."}""";
        await ImportAsync(server, _folder.Write("two.jsonl", lines));
        var file = _folder.Of("export.jsonl");

        var export = await CliRun.OfAsync(
            "export", "--user", "ada", "--out", file, "--server", server.Address.ToString());
        var here = await ImportAsync(server, file);
        var there = await ImportAsync(elsewhere, file);

        Assert.Equal($"3 messages in {file}", export.Output.TrimEnd());
        Assert.Equal("3 messages of 1 users: 0 added, 3 known", here.Output.TrimEnd());
        Assert.Equal("3 messages of 1 users: 3 added, 0 known", there.Output.TrimEnd());
        Assert.Equal(
            server.Of("ada").Select(item => item.ToString()), elsewhere.Of("ada").Select(item => item.ToString()));
    }

    private static Task<CliRun> ImportAsync(MemoryStub server, string file) =>
        CliRun.OfAsync("import", "jsonl", file, "--user", "ada", "--server", server.Address.ToString());
}
