using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Agents.TestKit.Processes;
using Xunit;

namespace Agents.TestKit.Postgres;

/// <summary>
/// One PostgreSQL for all tests of a program: a child process with a data folder of its own, ended by its own id.
/// </summary>
/// <remarks>
/// Where PostgreSQL is not installed, each test that needs it is skipped and says what would run it. The server flushes
/// as in production (<c>fsync</c> is on). It refuses to run as root, so a test program of root runs it as
/// <c>postgres</c>, or as <c>nobody</c> where that user is missing.
/// </remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string FolderVariable = "AGENTS_POSTGRES";

    private const string Installed = "/usr/lib/postgresql";
    private const string User = "agents";
    private const string Ready = "database system is ready to accept connections";
    private const int AttemptsMax = 5;
    private const int LinesMax = 20;

    private static readonly TimeSpan ToolTimeout = TimeSpan.FromMinutes(2);

    private readonly string _folder = Path.Combine(
        Path.GetTempPath(), "agents-postgres-" + RandomNumberGenerator.GetHexString(12, lowercase: true));

    private readonly ConcurrentQueue<string> _lines = new();
    private string? _programs;
    private Process? _process;
    private int _port;

    /// <summary>Gets the server's first database; skips the test where there is no PostgreSQL.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>Gets the port on 127.0.0.1, the same for the life of the fixture; for a proxy in front of it.</summary>
    public int Port
    {
        get
        {
            SkipWhenMissing();
            return _port;
        }
    }

    /// <summary>Gets the folder of the tables' files and of the write-ahead log.</summary>
    public string DataFolder
    {
        get
        {
            SkipWhenMissing();
            return Data;
        }
    }

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        _programs = Find();
        if (_programs is null)
        {
            return;
        }

        // Messages in English, so that the line that says that it listens is known.
        await RunAsync(
            "initdb", "--pgdata", Data, "--username", User, "--auth", "trust", "--no-locale", "--encoding", "UTF8",
            "--no-sync");
        for (var attempt = 1; _process is null; attempt++)
        {
            _port = StablePorts.Take();
            _process = await TryStartAsync();
            if (_process is null && attempt == AttemptsMax)
            {
                throw DoesNotStart();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("immediate");
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Creates an empty database that no other test uses.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        SkipWhenMissing();
        var name = "test_" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        await RunAsync("createdb", "--host", "127.0.0.1", "--port", $"{_port}", "--username", User, name);
        return ConnectionStringOf(name);
    }

    /// <summary>Shuts the server down as an operator does: connections are cut.</summary>
    public Task StopAsync() => EndAsync("fast");

    /// <summary>Ends the server as a crash does: the next start recovers what was committed.</summary>
    public Task CrashAsync() => EndAsync("immediate");

    /// <summary>Starts the server again on the same port and data.</summary>
    public async Task StartAsync()
    {
        SkipWhenMissing();
        _process ??= await TryStartAsync() ?? throw DoesNotStart();
    }

    private static string? Find()
    {
        var installed = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed).OrderByDescending(VersionOf).Select(at => Path.Combine(at, "bin"))
            : [];
        string?[] folders = [Environment.GetEnvironmentVariable(FolderVariable), .. installed];
        return folders.OfType<string>().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

        static int VersionOf(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
    }

    /// <returns>User and group to run the server as, or null where this user can.</returns>
    private static (string User, string Group)? Unprivileged()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToLookup(fields => fields[0]);
        var fields = users["postgres"].Concat(users["nobody"]).First();
        return (fields[2], fields[3]);
    }

    private string ConnectionStringOf(string database)
    {
        SkipWhenMissing();
        return $"Host=127.0.0.1;Port={_port};Username={User};Database={database}";
    }

    private void SkipWhenMissing() => Assert.SkipWhen(
        _programs is null,
        "PostgreSQL is not installed: run 'apt-get install postgresql', or name the folder that has initdb and "
        + $"postgres in {FolderVariable}.");

    private InvalidOperationException DoesNotStart() => new(
        $"PostgreSQL in {_programs} does not start: {string.Join(Environment.NewLine, _lines)}");

    /// <returns>The process once it listens; null when it ended first, as when the port was taken meanwhile.</returns>
    private async Task<Process?> TryStartAsync()
    {
        // No Unix socket: its folder may be another user's, and its path has a limit of its own.
        var process = ProcessOf(
            "postgres", "-D", Data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={_port}",
            "-c", "unix_socket_directories=", "-c", "max_connections=200");
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Listen(process, line =>
        {
            if (line.Contains(Ready, StringComparison.Ordinal))
            {
                listens.TrySetResult();
            }
        });
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(listens.Task, ended).WaitAsync(ToolTimeout) == listens.Task)
        {
            return process;
        }

        process.Dispose();
        return null;
    }

    private async Task EndAsync(string mode)
    {
        if (_process is { } process)
        {
            // It signals the process whose id stands in the data folder, and waits.
            await RunAsync("pg_ctl", "stop", "-D", Data, "-m", mode, "-t", $"{ToolTimeout.TotalSeconds:F0}");
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = ProcessOf(program, arguments);
        Listen(process, _ => { });
        await process.WaitForExitAsync().WaitAsync(ToolTimeout);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} of {_programs} failed: {string.Join(Environment.NewLine, _lines)}");
        }
    }

    private Process ProcessOf(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs!, program);
        var start = Unprivileged() is { } other
            ? new ProcessStartInfo("setpriv", ["--reuid", other.User, "--regid", other.Group, "--clear-groups", path])
            : new ProcessStartInfo(path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The folder of the test program may be closed to the server's user.
        start.WorkingDirectory = Path.GetTempPath();
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return new Process { StartInfo = start };
    }

    private void Listen(Process process, Action<string> hear)
    {
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Take(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not { } text)
            {
                return;
            }

            hear(text);
            _lines.Enqueue(text);
            while (_lines.Count > LinesMax)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
