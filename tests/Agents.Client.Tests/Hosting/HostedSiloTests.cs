using Agents.Cli.Hosting;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Hosting;

public sealed class HostedSiloTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IReadOnlyList<string>> _started = [];
    private int _ended;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_server_a_silo_is_hosted_over_the_data_folder_and_ended()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await CliRun.WithAsync(Setting(server), "add", "hello", "--data", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Single(server.Of("me"));
        Assert.Equal(["--data", _folder.Path], _started.Single().SkipWhile(arg => arg != "--data").Take(2));
        Assert.DoesNotContain(SiloArguments.DeadlinesOff, _started.Single());
        Assert.Equal(1, _ended);
    }

    [Fact]
    public async Task An_evaluation_has_a_data_folder_of_its_own_that_is_gone_afterwards()
    {
        await using var server = await MemoryStub.StartAsync();
        var file = _folder.Write("l.json", TinySets.Locomo);

        var run = await CliRun.WithAsync(Setting(server), "eval", "locomo", file);

        Assert.Equal(0, run.ExitCode);
        var args = _started.Single();
        var data = args.SkipWhile(arg => arg != "--data").ElementAt(1);
        Assert.Contains(SiloArguments.DeadlinesOff, args);
        Assert.Contains("agents-eval-", data, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
        Assert.Equal(1, _ended);
    }

    [Fact]
    public async Task A_silo_that_does_not_start_is_one_line_and_leaves_no_folder()
    {
        var folders = new List<string>();
        var setting = new CliSetting
        {
            StartSilo = (args, _) =>
            {
                folders.Add(args.SkipWhile(arg => arg != "--data").ElementAt(1));
                throw new InvalidOperationException("The data folder is in use.");
            },
        };

        var run = await CliRun.WithAsync(setting, "eval", "locomo", _folder.Write("l.json", TinySets.Locomo));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            "agents: No silo could be started here: The data folder is in use.", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(folders.Single()));
    }

    [Fact]
    public async Task A_silo_ends_when_the_command_fails()
    {
        await using var server = await StubServer.StartAsync((context, request) =>
            (request.Target == "/health/ready" ? Reply.Text(200, "ok") : Reply.Error(400, "invalid_request"))(context));

        var run = await CliRun.WithAsync(Setting(server.Address), "search", "x");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, _ended);
    }

    [Fact]
    public async Task A_starting_silo_is_waited_for()
    {
        var asked = 0;
        await using var server = await StubServer.StartAsync((context, request) => request.Target == "/health/ready"
            ? Reply.Text(++asked < 3 ? 503 : 200, "x")(context)
            : Reply.Json(Some.Receipts)(context));
        var setting = Setting(server.Address) with { Clock = new ImpatientClock(TimeSpan.FromSeconds(90)) };

        var run = await CliRun.WithAsync(setting, "add", "x");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, asked);
    }

    private CliSetting Setting(MemoryStub server) => Setting(server.Address);

    private CliSetting Setting(Uri address) => new()
    {
        StartSilo = (args, _) =>
        {
            _started.Add(args);
            return Task.FromResult<ILocalSilo>(new Silo(address, () => _ended++));
        },
    };

    private sealed class Silo(Uri address, Action end) : ILocalSilo
    {
        public Uri Address => address;

        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
