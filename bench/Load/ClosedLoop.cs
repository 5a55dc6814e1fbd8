using System.Diagnostics;

namespace Agents.Bench.Load;

/// <summary>A fixed number of callers, each of which calls again when its last call was answered.</summary>
/// <remarks>Callers wait while the server is slow, so the latencies are those of a server with that many calls at once,
/// and say nothing about a rate.</remarks>
internal static class ClosedLoop
{
    /// <summary>Calls for a while.</summary>
    /// <param name="callers">How many call at once.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="call">Calls, and returns null or the status of the failure.</param>
    /// <param name="latencies">Receives what came out.</param>
    /// <param name="cancellationToken">Ends the loop early.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> RunAsync(
        int callers,
        TimeSpan duration,
        Func<CancellationToken, Task<string?>> call,
        LatencyRecorder latencies,
        CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            async () =>
            {
                while (Stopwatch.GetElapsedTime(started) < duration)
                {
                    var began = Stopwatch.GetTimestamp();
                    latencies.Record(began, await call(cancellationToken));
                }
            },
            cancellationToken)));
        return Stopwatch.GetElapsedTime(started);
    }
}
