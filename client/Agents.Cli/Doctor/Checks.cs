using System.Diagnostics;
using System.Runtime.InteropServices;
using Agents.Cli.Hosting;
using Agents.Cli.Output;

namespace Agents.Cli.Doctor;

/// <summary>The checks of <c>agents doctor</c>. None changes anything, but the data folder is made.</summary>
internal static class Checks
{
    private const int MajorVersion = 10;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);

    public static Finding DotNet() => Environment.Version.Major >= MajorVersion
        ? Finding.Good(".NET", RuntimeInformation.FrameworkDescription)
        : Finding.Bad(
            ".NET",
            RuntimeInformation.FrameworkDescription,
            $"Install .NET {MajorVersion}: https://dotnet.microsoft.com/download");

    /// <summary>Looks for the embedding model, and for npm, which only the model's first fetch needs.</summary>
    public static async Task<IReadOnlyList<Finding>> ModelAsync(string folder, CancellationToken cancellationToken)
    {
        var model = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        var npm = await VersionOfAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", cancellationToken);
        return
        [
            (npm, model) switch
            {
                (not null, _) => Finding.Good("npm", npm),
                (_, not null) => Finding.Good("npm", "absent, and not needed: the model is there"),
                _ => Finding.Bad(
                    "npm",
                    "not on the PATH",
                    "Install Node.js with npm, or mount a model with the silo's --model DIR."),
            },
            Finding.Good(
                "embedding model", model ?? $"not in {folder} yet; the silo's first start fetches it with npm"),
        ];
    }

    /// <summary>Looks for the reranker that the environment names; nothing where it names none.</summary>
    /// <param name="reranker">The variable's value; null for none.</param>
    public static IEnumerable<Finding> Reranker(string? reranker)
    {
        if (string.IsNullOrEmpty(reranker))
        {
            yield break;
        }

        yield return reranker == "late" || HasGraph(reranker)
            ? Finding.Good("reranker", reranker)
            : Finding.Bad(
                "reranker",
                $"no ONNX graph in {reranker}",
                "Let AGENTS_RERANKER name a cross-encoder's folder, or set it to late, or leave it out.");
    }

    public static Finding DataFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".doctor-probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);

            var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
            return Finding.Good("data folder", $"{folder}, {free >> 20} MiB free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Bad(
                "data folder", OneLine.Of(e.Message), "Make it writable, or name another with --data DIR.");
        }
    }

    public static async Task<Finding> ServerAsync(Uri server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = ProbeTimeout };
        try
        {
            using var answer = await http.GetAsync(new Uri(Readiness.Path, UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode
                ? Finding.Good("server", $"{server} is ready")
                : Finding.Bad(
                    "server",
                    $"{server} answers {(int)answer.StatusCode}",
                    "Wait until it has started, and read its log.");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Bad(
                "server", $"{server}: {OneLine.Of(e.Message)}", "Start it, or name its address with --server URL.");
        }
    }

    private static bool HasGraph(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories).Any();

    private static async Task<string?> VersionOfAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (process is null)
            {
                return null;
            }

            var version = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? OneLine.Of(version) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
