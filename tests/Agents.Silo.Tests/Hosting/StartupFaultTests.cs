using System.Net;
using System.Net.Sockets;
using Agents.Silo.Tests.Processes;

namespace Agents.Silo.Tests.Hosting;

/// <summary>A silo that cannot start says so in one line and with an exit code, as a supervisor and a person need
/// it.</summary>
public sealed class StartupFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-start-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("There is no option 'colour'", "--colour", "red")]
    [InlineData("needs a value", "--data")]
    [InlineData("is not an option", "data")]
    [InlineData("is not loopback", "--urls", "http://0.0.0.0:5080")]
    [InlineData("is no URL", "--urls", "5080")]
    [InlineData("is no base URL", "--llm", "localhost")]
    [InlineData("llm is not set", "--llm-model", "gpt")]
    [InlineData("needs embeddings-model", "--embeddings", "http://127.0.0.1:1/v1")]
    [InlineData("there is no folder", "--model", "does-not-exist")]
    [InlineData("there is no file", "--keys", "does-not-exist.json")]
    [InlineData("wants a whole number", "--silo-port", "many")]
    [InlineData("may be cpu or cuda", "--accelerator", "tpu")]
    public Task A_wrong_option_is_named(string expected, params string[] arguments) =>
        RefusesAsync(expected, arguments, new Dictionary<string, string>());

    [Fact]
    public async Task A_second_silo_on_one_data_folder_is_refused()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        await using var first = await SiloProcess.StartAsync(
            Data, stub.Arguments, TestContext.Current.CancellationToken);

        await RefusesAsync(
            "in use by another process",
            ["--data", Data, "--urls", "http://127.0.0.1:0", .. stub.Arguments],
            new Dictionary<string,
            string>());
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        await RefusesAsync(
            "is in use",
            ["--data", Data, "--urls", $"http://{listener.LocalEndpoint}", .. stub.Arguments],
            new Dictionary<string,
            string>());
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Data, "a file stands where the folder should", TestContext.Current.CancellationToken);

        await RefusesAsync(
            Data,
            ["--data", Data, "--urls", "http://127.0.0.1:0", .. stub.Arguments],
            new Dictionary<string,
            string>());
    }

    [Fact]
    public Task Without_npm_and_without_a_cached_model_the_remedy_is_named() => RefusesAsync(
        "npm",
        ["--data", Data, "--urls", "http://127.0.0.1:0", "--cache", Path.Combine(_folder, "cache")],
        new Dictionary<string, string> { ["PATH"] = _folder });

    [Fact]
    public async Task A_model_folder_without_a_model_is_named()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "model")).FullName;

        await RefusesAsync(
            empty,
            ["--data", Data, "--urls", "http://127.0.0.1:0", "--model", empty],
            new Dictionary<string,
            string>());
    }

    [Fact]
    public async Task Sigterm_ends_it_in_time_and_with_success()
    {
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        await using var silo = await SiloProcess.StartAsync(
            Data, stub.Arguments, TestContext.Current.CancellationToken);

        Assert.Equal(0, await silo.TerminateAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task RefusesAsync(
        string expected, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var (exitCode, errors) = await SiloProcess.RunToEndAsync(
            arguments, environment, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(errors);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }
}
