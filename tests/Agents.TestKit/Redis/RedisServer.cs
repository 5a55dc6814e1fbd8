using System.Diagnostics;
using Agents.TestKit.Processes;
using Xunit;

namespace Agents.TestKit.Redis;

/// <summary>
/// One redis-server for the tests of a program: a child process on a free port of the loopback interface, ended by its
/// own id.
/// </summary>
/// <remarks>Where Redis is not installed, each test that needs it is skipped and says what would run it.</remarks>
public sealed class RedisServer : IAsyncLifetime
{
    private const string Program = "redis-server";
    private const string Ready = "Ready to accept connections";
    private const int AttemptsMax = 5;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-redis-").FullName;
    private Process? _process;
    private ProcessGuard? _guard;
    private int _port;

    /// <summary>Gets a value indicating whether what it holds outlives <see cref="StopAsync"/>.</summary>
    /// <value>The default is <see langword="false"/>: it begins empty at each start.</value>
    public bool Persists { get; init; }

    /// <summary>Gets the address that it listens at.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Gets what stands before the program, such as <c>ip netns exec NAME</c>. It must replace itself by the
    /// program, so that signals reach that.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Gets where it listens, or will again; skips the test where there is no Redis.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(
                _port == 0,
                $"{Program} is not installed: run 'apt-get install redis-server', or put the program on the path.");
            return $"{Host}:{_port}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled())
        {
            return;
        }

        for (var attempt = 1; _process is null; attempt++)
        {
            _port = StablePorts.Take();
            _process = await TryStartAsync();
            if (_process is null && attempt == AttemptsMax)
            {
                throw new InvalidOperationException($"{Program} does not start.");
            }
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            _guard?.Dispose();
            process.Dispose();
        }
    }

    /// <summary>Starts it again on the same port, after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync() =>
        _process ??= await TryStartAsync()
            ?? throw new InvalidOperationException($"{Program} does not start again on port {_port}.");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsInstalled() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <returns>The process once it listens; null when it ended first, as when the port was taken meanwhile.</returns>
    private async Task<Process?> TryStartAsync()
    {
        string[] command =
        [
            .. Prefix, Program, "--port", $"{_port}", "--bind", Host, "--protected-mode", "no", "--dir", _folder,
            "--save", string.Empty, "--appendonly", Persists ? "yes" : "no", "--daemonize", "no",
        ];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(Ready, StringComparison.Ordinal) == true)
            {
                listens.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(listens.Task, ended).WaitAsync(StartTimeout) == listens.Task)
        {
            _guard = ProcessGuard.Of(process.Id);
            return process;
        }

        process.Dispose();
        return null;
    }
}
