using System.Text.Json;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_ready_server_is_exit_code_0()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await CliRun.OfAsync("doctor", "--server", server.Address.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Output.TrimEnd().Split('\n'), line => Assert.StartsWith("ok  ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_starting_server_fails_with_a_remedy()
    {
        await using var server = await StubServer.StartAsync(Reply.Error(503, "starting"));

        var run = await CliRun.OfAsync("doctor", "--json", "--server", server.Address.ToString());

        Assert.Equal(1, run.ExitCode);
        var finding = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Last();
        Assert.False(finding.GetProperty("ok").GetBoolean());
        Assert.NotNull(finding.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task An_absent_server_fails_with_a_remedy()
    {
        var server = await MemoryStub.StartAsync();
        var address = server.Address.ToString();
        await server.DisposeAsync();

        var run = await CliRun.OfAsync("doctor", "--server", address);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAIL  server: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" -> Start it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_fails_with_a_remedy()
    {
        var run = await CliRun.OfAsync("doctor", "--data", _folder.Write("file", "x"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAIL  data folder: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writable_data_folder_is_good_and_stays_clean()
    {
        var run = await CliRun.OfAsync("doctor", "--data", _folder.Path);

        Assert.Contains($"ok    data folder: {_folder.Path}", run.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("late", "ok    reranker: late")]
    [InlineData("does-not-exist", "FAIL  reranker: no ONNX graph in does-not-exist -> Let AGENTS_RERANKER name")]
    public async Task The_reranker_that_the_environment_names_is_looked_for(string reranker, string expected)
    {
        var setting = new CliSetting
        {
            Environment = new Dictionary<string, string> { ["AGENTS_RERANKER"] = reranker },
        };

        var run = await CliRun.WithAsync(setting, "doctor", "--data", _folder.Path);

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }
}
