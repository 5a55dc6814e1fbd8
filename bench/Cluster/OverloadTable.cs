using System.Globalization;
using Agents.Bench.Figures;
using Agents.Bench.Hosting;
using Agents.Bench.Load;

namespace Agents.Bench.Cluster;

/// <summary>One silo called three times as fast as it can answer: what it still answers, what it says to the others,
/// and whether its memory grows.</summary>
internal static class OverloadTable
{
    private const int UserCount = 100;
    private const int MemoriesEach = 100;
    private const int Factor = 3;

    private static readonly string[] Mix = ["search", "search", "add"];
    private static readonly int[] Callers = [8, 32, 128];

    public static async Task PrintAsync(
        StubServer stub, string folder, TimeSpan duration, int? processor, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Machine.Description}; {UserCount} users, calls {string.Join(',', Mix)}");
        await using var silo = await ServerProcess.StartSiloAsync(
            folder, [.. stub.EmbeddingArguments, "--UserMemory:Consolidation=false"], cancellationToken, processor);
        string[] users = [.. Enumerable.Range(0, UserCount).Select(user => $"load-{user:000}")];
        await MemoryLoader.LoadAsync(silo.Address, users, MemoriesEach, cancellationToken);
        using var calls = new LoadCalls(silo.Address, users, Mix);
        double peak = 0;
        foreach (var callers in Callers)
        {
            var latencies = new LatencyRecorder();
            var took = await ClosedLoop.RunAsync(callers, duration / 3, calls.CallAsync, latencies, cancellationToken);
            var rate = latencies.Count / took.TotalSeconds;
            Print($"{callers} callers", rate, latencies, silo);
            peak = Math.Max(peak, rate);
        }

        for (var round = 1; round <= 2; round++)
        {
            var (latencies, late) = (new LatencyRecorder(), new LatencyRecorder());
            var took = await OpenLoop.RunAsync(
                peak * Factor, duration, calls.CallAsync, latencies, late, cancellationToken);
            var rate = latencies.Count / took.TotalSeconds;
            Print($"{Factor}x the peak, round {round}", rate, latencies, silo);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    goodput {rate / peak:0.00} of the peak; calls left {late.Percentile(50):0} ms late (p50), the "
                + $"generator's own fault"));
        }
    }

    private static void Print(string what, double rate, LatencyRecorder latencies, ServerProcess silo) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-22} {rate,8:0} /s, p50 {latencies.Percentile(50):0.0} ms, p99 {latencies.Percentile(99):0.0} ms, "
            + $"{silo.ResidentBytes / 1e6:0} MB; refused: {ErrorsOf(latencies)}"));

    private static string ErrorsOf(LatencyRecorder latencies) => latencies.Errors.Count == 0
        ? "none"
        : string.Join(", ", latencies.Errors.Select(error => $"{error.Key} {error.Value}"));
}
