using System.Text.Json;
using Agents.Client.Tests.TestKit;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Client.Tests.KeyRing;

public sealed class KeyRingCommandTests : IDisposable
{
    private static readonly string[] Users = ["ada", "eve", "lin"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rotation_ends_with_logs_that_open_without_the_old_key()
    {
        await WithLogsAsync(async (log, _) => await log.AppendAsync(0, Group("one"), Cancel));

        var rotated = await RunAsync("rotate");
        Assert.StartsWith("k2 is the current key of ", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("agents keyring rewrap", rotated.Error, StringComparison.Ordinal);
        var rewrapped = await RunAsync("rewrap");
        Assert.Equal("logs: 3 wrapped anew, 0 already, 0 not opened by this ring", rewrapped.Output.Trim());
        var dropped = JsonDocument.Parse((await RunAsync("rewrap", "--drop", "--json")).Output).RootElement;
        Assert.Equal(3, dropped.GetProperty("stores")[0].GetProperty("current").GetInt64());
        Assert.Equal("k1", dropped.GetProperty("dropped")[0].GetString());

        var listed = await RunAsync("list");
        Assert.Matches("^k2  20[0-9TZ:.+-]+  current$", listed.Output.Trim());
        await WithLogsAsync(async (log, _) => await log.AppendAsync(1, Group("two"), Cancel));
    }

    [Fact]
    public async Task No_key_is_dropped_while_a_log_needs_one_that_is_missing()
    {
        await WithLogsAsync(async (log, _) => await log.AppendAsync(0, Group("one"), Cancel));
        var ring = _folder.Of("keyring.json");
        var text = await File.ReadAllTextAsync(ring, Cancel);
        await File.WriteAllTextAsync(ring, text.Replace("\"k1\"", "\"k9\"", StringComparison.Ordinal), Cancel);

        var run = await RunAsync("rewrap", "--drop");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no key was dropped", run.Error, StringComparison.Ordinal);
        Assert.Single(JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement.EnumerateArray());
        run = await RunAsync("rewrap");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("logs: 0 wrapped anew, 0 already, 3 not opened by this ring", run.Output.Trim());
    }

    [Fact]
    public async Task A_run_goes_on_behind_a_name_and_drops_nothing_then()
    {
        var names = new List<string>();
        await WithLogsAsync(async (log, name) =>
        {
            names.Add(name);
            await log.AppendAsync(0, Group("one"), Cancel);
        });
        await RunAsync("rotate");

        var run = await RunAsync("rewrap", "--after", names.Order(StringComparer.Ordinal).First());
        Assert.Equal("logs: 2 wrapped anew, 0 already, 0 not opened by this ring", run.Output.Trim());
        run = await RunAsync("rewrap", "--drop", "--after", names[0]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--drop looks at every log", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_a_silo_has_open_is_refused_in_one_line()
    {
        await WithLogsAsync(async (log, _) => await log.AppendAsync(0, Group("one"), Cancel));
        using var open = DataFolder.Open(_folder.Path);

        var run = await RunAsync("rewrap");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_folder.Path, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ring_that_is_not_there_is_named()
    {
        var run = await RunAsync("rotate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("keyring.json cannot be read", run.Error, StringComparison.Ordinal);
    }

    private static NewFrame[] Group(string text) =>
        [new NewFrame(FrameType.Episode, System.Text.Encoding.UTF8.GetBytes(text))];

    private Task<CliRun> RunAsync(params string[] args) =>
        CliRun.OfAsync(["keyring", .. args, "--data", _folder.Path]);

    private async Task WithLogsAsync(Func<IMemoryLog, string, Task> use)
    {
        using var data = DataFolder.Open(_folder.Path);
        using var ring = data.OpenKeyRing(null, TimeProvider.System);
        await using var provider = new FileMemoryLogProvider(
            data, ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
        foreach (var user in Users)
        {
            var scope = new MemoryScope("t", user);
            await using var log = await provider.OpenAsync(scope, Cancel);
            await use(log, ring.NameOf(scope));
        }
    }
}
