using System.Diagnostics;
using Agents.Silo;

namespace Agents.Deploy.Tests.Systemd;

/// <summary>What a unit starts, as a process of this test.</summary>
internal sealed class UnitProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    private readonly Process _process = new();
    private readonly List<string> _said = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private UnitProcess()
    {
    }

    /// <summary>Starts a unit's own command line with its own environment, and waits until it is ready.</summary>
    /// <param name="unit">The unit, its specifiers replaced.</param>
    /// <param name="file">What stands in its environment file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<UnitProcess> StartAsync(
        SystemdUnit unit, IReadOnlyDictionary<string, string> file, CancellationToken cancellationToken)
    {
        // The program of a unit is the silo's own executable; here its library is run by the same runtime.
        Assert.Equal("/opt/agents/Agents.Silo", unit.ExecStart[0]);
        var started = new UnitProcess();
        var start = started._process.StartInfo;
        start.FileName = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var argument in new[] { typeof(SiloHost).Assembly.Location }.Concat(unit.ExecStart.Skip(1)))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_TC_QuickJit"] = "1";
        foreach (var (name, value) in file.Concat(unit.Environment))
        {
            start.Environment[name] = value;
        }

        started._process.OutputDataReceived += (_, line) => started.Hear(line.Data);
        started._process.ErrorDataReceived += (_, line) => started.Hear(line.Data);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        var ended = started._process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(started._ready.Task, ended).WaitAsync(StartTimeout, cancellationToken) == ended)
        {
            Assert.Fail($"The unit's program ended: {started.Said}");
        }

        return started;
    }

    private string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>Asks it to stop as systemd does, which must succeed.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(StopTimeout);
        Assert.True(_process.ExitCode == 0, $"The unit's program ended with {_process.ExitCode}: {Said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.Add(line ?? "");
        }

        if (line?.Contains("Agents is ready.", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }
}
