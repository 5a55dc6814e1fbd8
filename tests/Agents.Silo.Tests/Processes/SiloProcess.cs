using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Agents.Silo.Tests.Processes;

/// <summary>The silo as a process of its own, as a user runs it.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    // A start takes some seconds of a processor, and a busy machine gives it a tenth of one.
    private static readonly TimeSpan HangTimeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly List<string> _errors = [];
    private readonly List<string> _output = [];
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];

    private SiloProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Gets what it wrote to standard error so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>Gets what it wrote to standard output so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>Starts a silo and waits until it says that it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(
        string dataFolder,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var silo = Launch(
            ["--data", dataFolder, "--urls", $"{address}".TrimEnd('/'), .. arguments],
            environment ?? new Dictionary<string, string>(),
            address);
        var exited = silo._process.WaitForExitAsync(cancellationToken);
        var ready = silo.SaysAsync("Agents is ready.");
        var first = await Task.WhenAny(ready, exited).WaitAsync(HangTimeout, cancellationToken);
        if (first == exited)
        {
            var errors = string.Join(' ', silo.Errors);
            await silo.DisposeAsync();
            throw new InvalidOperationException($"The silo ended before it was ready: {errors}");
        }

        return silo;
    }

    /// <summary>Runs a silo that is expected to refuse to start.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Errors, IReadOnlyList<string> Output)> RunToEndAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken)
    {
        await using var silo = Launch(arguments, environment, new Uri("http://127.0.0.1/"));
        await silo._process.WaitForExitAsync(cancellationToken).WaitAsync(HangTimeout, cancellationToken);
        return (silo._process.ExitCode, silo.Errors, silo.Output);
    }

    /// <summary>Waits until it has written a line with a text to standard output.</summary>
    public Task SaysAsync(string text)
    {
        lock (_output)
        {
            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, said));
            _output.ForEach(line => Hear(line));
            return said.Task.WaitAsync(HangTimeout);
        }
    }

    /// <summary>Ends it as a power cut would: SIGKILL, nothing flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(HangTimeout);
    }

    /// <summary>Asks it to stop with SIGTERM and waits for its exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan limit)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static SiloProcess Launch(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Uri address)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(SiloHost).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var silo = new SiloProcess(new Process { StartInfo = start }, address);
        silo._process.OutputDataReceived += (_, line) => silo.Read(line.Data);
        silo._process.ErrorDataReceived += (_, line) => silo.ReadError(line.Data);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    private void Read(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
                Hear(line);
            }
        }
    }

    private void Hear(string line)
    {
        foreach (var (text, said) in _awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                said.TrySetResult();
            }
        }
    }

    private void ReadError(string? line)
    {
        if (line is not null)
        {
            lock (_errors)
            {
                _errors.Add(line);
            }
        }
    }
}
