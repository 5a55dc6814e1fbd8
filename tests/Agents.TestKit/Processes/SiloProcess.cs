using System.Diagnostics;

namespace Agents.TestKit.Processes;

/// <summary>The silo as a process of its own, as a user runs it. The test program must reference Agents.Silo.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private const string Ready = "Agents is ready.";

    // A start takes some seconds of a processor, and a busy machine gives it a tenth of one.
    private static readonly TimeSpan HangTimeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ProcessGuard? _guard;
    private readonly TextWriter? _log;
    private readonly List<string> _errors = [];
    private readonly List<string> _output = [];
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];

    private SiloProcess(SiloStart start)
    {
        _process = new Process { StartInfo = InfoOf(start) };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => ReadError(line.Data);
        _log = start.LogFile is { } file ? TextWriter.Synchronized(File.AppendText(file)) : null;
        Address = start.Address;
        _process.Start();
        _guard = ProcessGuard.Of(_process.Id);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Gets how it ended; to be asked once it has.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Gets what completes when it has ended, by itself or not.</summary>
    public Task Exited => _process.WaitForExitAsync();

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

    /// <summary>Starts a silo on a free port and waits until it says that it is ready.</summary>
    public static Task<SiloProcess> StartAsync(
        string dataFolder,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null,
        string? programFolder = null) =>
        StartAsync(StartOf(dataFolder, arguments, environment, programFolder), cancellationToken);

    /// <summary>Starts a silo on a free port and does not wait for it.</summary>
    public static SiloProcess Launch(string dataFolder, IReadOnlyList<string> arguments) =>
        new(StartOf(dataFolder, arguments, null));

    /// <summary>Starts a silo and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended first.</exception>
    public static async Task<SiloProcess> StartAsync(SiloStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        var silo = new SiloProcess(start);
        try
        {
            var exited = silo._process.WaitForExitAsync(cancellationToken);
            var ready = silo.SaysAsync(Ready);
            var first = await Task.WhenAny(ready, exited).WaitAsync(HangTimeout, cancellationToken);
            return first == exited
                ? throw new InvalidOperationException(
                    $"The silo ended before it was ready: {string.Join(' ', silo.Errors)}")
                : silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a silo that is expected to refuse to start.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Errors, IReadOnlyList<string> Output)> RunToEndAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken)
    {
        await using var silo = new SiloProcess(new SiloStart
        {
            Address = new Uri("http://127.0.0.1/"),
            Arguments = arguments,
            Environment = environment,
        });
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

    /// <summary>Freezes it with SIGSTOP: it holds its connections and does nothing.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on with SIGCONT, from where it stood.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Asks it to stop with SIGTERM and waits for its exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan limit)
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync().WaitAsync(limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _guard?.Dispose();
        _process.Dispose();
        _log?.Dispose();
    }

    private static SiloStart StartOf(
        string dataFolder,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment,
        string? programFolder = null)
    {
        var address = new Uri($"http://127.0.0.1:{StablePorts.Take()}/");
        return new SiloStart
        {
            Address = address,
            Arguments = ["--data", dataFolder, "--urls", $"{address}".TrimEnd('/'), .. arguments],
            Environment = environment ?? new Dictionary<string, string>(),
            ProgramFolder = programFolder ?? AppContext.BaseDirectory,
        };
    }

    private static ProcessStartInfo InfoOf(SiloStart start)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        string[] command =
            [.. start.Prefix, dotnet, Path.Combine(start.ProgramFolder, "Agents.Silo.dll"), .. start.Arguments];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // It lives for seconds, and is started often: compiled quickly rather than well, it is ready in half the time.
        info.Environment["DOTNET_TC_QuickJit"] = "1";
        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Read(string? line)
    {
        if (line is not null)
        {
            Log(line);
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
            Log(line);
            lock (_errors)
            {
                _errors.Add(line);
            }
        }
    }

    // Lines that come while it is disposed of are of no use to anybody.
    private void Log(string line)
    {
        try
        {
            _log?.WriteLine(line);
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
