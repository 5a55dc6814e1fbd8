using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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
    private int _port;

    /// <summary>Gets a value indicating whether what it holds outlives <see cref="StopAsync"/>.</summary>
    /// <value>The default is <see langword="false"/>: it begins empty at each start.</value>
    public bool Persists { get; init; }

    /// <summary>Gets where it listens, or will again; skips the test where there is no Redis.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(
                _port == 0,
                $"{Program} is not installed: run 'apt-get install redis-server', or put the program on the path.");
            return $"127.0.0.1:{_port}";
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
            _port = FreePort();
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <returns>The process once it listens; null when it ended first, as when the port was taken meanwhile.</returns>
    private async Task<Process?> TryStartAsync()
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Program)
            {
                ArgumentList =
                {
                    "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", string.Empty,
                    "--appendonly", Persists ? "yes" : "no", "--daemonize", "no",
                },
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
            return process;
        }

        process.Dispose();
        return null;
    }
}
