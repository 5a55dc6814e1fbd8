using System.Diagnostics;
using System.Security.Cryptography;
using Agents.TestKit.Processes;
using Xunit;

namespace Agents.TestKit.Azurite;

/// <summary>
/// One Azurite, the emulator of Azure Blob Storage, for all tests of a program: a child process, ended by its own id.
/// </summary>
/// <remarks>Where Azurite is not installed, each test that needs it is skipped and says what would run it.</remarks>
public class AzuriteServer : IAsyncLifetime
{
    public const string FolderVariable = "AGENTS_AZURITE";

    private const string Script = "node_modules/azurite/dist/src/blob/main.js";
    private const string Folder = "artifacts/tools/azurite";
    private const string Ready = "successfully listens";
    private const int AttemptsMax = 5;

    // The emulator's well-known account, the same in every installation.
    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-azurite-").FullName;
    private Process? _process;
    private ProcessGuard? _guard;
    private string? _script;
    private int _port;
    private long _requests;

    /// <summary>Gets a value indicating whether what it holds outlives <see cref="StopAsync"/>.</summary>
    /// <value>The default is <see langword="false"/>: it holds all in memory, which is faster.</value>
    public bool Persists { get; init; }

    /// <summary>Gets the address that it listens at.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Gets what stands before the program, such as <c>ip netns exec NAME</c>. It must replace itself by the
    /// program, so that signals reach that.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Gets the port that it listens at.</summary>
    public int Port => _port;

    /// <summary>Gets a value indicating whether each request that it answers is counted.</summary>
    public bool Counts { get; init; }

    /// <summary>Gets how many requests it answered, where it <see cref="Counts"/> them.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Gets the account; skips the test where there is no Azurite.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://{Endpoint};";

    /// <summary>Gets host, port and account; skips the test where there is no Azurite.</summary>
    protected string Endpoint
    {
        get
        {
            Assert.SkipWhen(
                _script is null,
                $"Azurite is not installed: run 'npm install --prefix {Folder} azurite@3.37.0' in the repository's "
                + $"root, or name a folder that has it in {FolderVariable}. Node must be on the path.");
            return $"{Host}:{_port}/{Account}";
        }
    }

    /// <summary>Gets what else Azurite is started with.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    public async ValueTask InitializeAsync()
    {
        _script = Find();
        if (_script is null)
        {
            return;
        }

        for (var attempt = 1; _process is null; attempt++)
        {
            _port = StablePorts.Take();
            _process = await TryStartAsync(_script);
            if (_process is null && attempt == AttemptsMax)
            {
                throw new InvalidOperationException($"Azurite in {_script} does not start.");
            }
        }
    }

    /// <summary>Asks it to stop, so that it writes down what it holds where it <see cref="Persists"/>.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await SignalAsync(process, "TERM");
            await process.WaitForExitAsync().WaitAsync(StartTimeout);
            _guard?.Dispose();
            process.Dispose();
        }
    }

    /// <summary>Starts it again on the same port, after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync() =>
        _process ??= await TryStartAsync(_script!)
            ?? throw new InvalidOperationException($"Azurite does not start again on port {_port}.");

    /// <summary>Freezes it: it takes connections and answers nothing.</summary>
    public Task PauseAsync() => SignalAsync(_process!, "STOP");

    /// <summary>Lets it go on.</summary>
    public Task ResumeAsync() => SignalAsync(_process!, "CONT");

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _guard?.Dispose();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Names a container that no other test uses.</summary>
    public static string NewContainer() => "test-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    private static string? Find()
    {
        var folders = new List<string?> { Environment.GetEnvironmentVariable(FolderVariable) };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(Path.Combine(folder.FullName, Folder));
        }

        return folders.OfType<string>().Select(folder => Path.Combine(folder, Script)).FirstOrDefault(File.Exists);
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The process once it listens; null when it ended first, as when the port was taken meanwhile.</returns>
    private async Task<Process?> TryStartAsync(string script)
    {
        string[] command =
        [
            .. Prefix, "node", script, "--disableTelemetry", "--skipApiVersionCheck",
            .. Counts ? Array.Empty<string>() : ["--silent"],
            .. Persists ? ["--location", _folder] : new[] { "--inMemoryPersistence" },
            "--blobHost", Host, "--blobPort", $"{_port}", .. Arguments,
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
            else if (line.Data is not null)
            {
                // One line for each request, where it is not silent.
                Interlocked.Increment(ref _requests);
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
