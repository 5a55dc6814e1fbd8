using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
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

    private Process? _process;
    private int _port;

    /// <summary>Gets the account; skips the test where there is no Azurite.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://{Endpoint};";

    /// <summary>Gets host, port and account; skips the test where there is no Azurite.</summary>
    protected string Endpoint
    {
        get
        {
            Assert.SkipWhen(
                _process is null,
                $"Azurite is not installed: run 'npm install --prefix {Folder} azurite@3.37.0' in the repository's "
                + $"root, or name a folder that has it in {FolderVariable}. Node must be on the path.");
            return $"127.0.0.1:{_port}/{Account}";
        }
    }

    /// <summary>Gets what else Azurite is started with.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } script)
        {
            return;
        }

        for (var attempt = 1; _process is null; attempt++)
        {
            _port = FreePort();
            _process = await StartAsync(script, _port, Arguments);
            if (_process is null && attempt == AttemptsMax)
            {
                throw new InvalidOperationException($"Azurite in {script} does not start.");
            }
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <returns>The process once it listens; null when it ended first, as when the port was taken meanwhile.</returns>
    private static async Task<Process?> StartAsync(string script, int port, IEnumerable<string> arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("node")
            {
                ArgumentList =
                {
                    script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence",
                    "--blobHost", "127.0.0.1", "--blobPort", $"{port}",
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var argument in arguments)
        {
            process.StartInfo.ArgumentList.Add(argument);
        }

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
