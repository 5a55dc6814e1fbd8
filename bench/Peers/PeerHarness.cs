using System.Diagnostics;

namespace Agents.Bench.Peers;

/// <summary>A folder of scripts that run other memory layers on node: <c>mem-peers.mjs</c>, which takes a layer's name
/// or <c>ours</c>, and <c>stub-openai.mjs</c>, which embeds for all of them.</summary>
/// <param name="folder">The scripts.</param>
/// <param name="packages">Where the layers' packages are kept from one run to the next.</param>
/// <param name="seconds">How long each thing is measured.</param>
internal sealed class PeerHarness(string folder, string packages, int seconds)
{
    // The versions that the bars were set by.
    private static readonly string[] Packages =
        ["mem0ai@3.3.1", "@langchain/langgraph@1.7.3", "@langchain/core@1.4.0", "pg@8.23.1"];

    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(15);

    /// <summary>Gets the script that embeds.</summary>
    public string Stub => Path.Combine(folder, "stub-openai.mjs");

    /// <summary>Installs the packages unless they are there.</summary>
    /// <exception cref="InvalidOperationException">npm failed.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(packages, "node_modules")))
        {
            Directory.CreateDirectory(packages);
            await RunAsync(
                new("npm", ["install", "--prefix", packages, "--no-audit", "--no-fund", .. Packages]),
                cancellationToken);
        }
    }

    /// <summary>Runs one layer with one user.</summary>
    /// <param name="layer">Its name.</param>
    /// <param name="memories">How many memories it holds.</param>
    /// <param name="stub">Where the stub listens.</param>
    /// <param name="silo">Where our silo listens, which only <c>ours</c> calls.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">It failed, or found nothing.</exception>
    public async Task<PeerTimes> MeasureAsync(
        string layer, int memories, Uri stub, Uri? silo, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "mem-peers.mjs"), layer, "1", $"{memories}"])
        {
            Environment =
            {
                ["PEERS_DIR"] = packages,
                ["SECS"] = $"{seconds}",
                ["STUB"] = new Uri(stub, "v1").AbsoluteUri,
                ["OURS"] = silo?.GetLeftPart(UriPartial.Authority),
            },
        };
        return PeerTimes.Read(await RunAsync(start, cancellationToken));
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RunLimit);
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException(
                    $"{start.FileName} ended with {process.ExitCode}: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
