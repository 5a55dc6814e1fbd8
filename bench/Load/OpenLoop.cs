using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Agents.Bench.Load;

/// <summary>Calls that arrive as they do from people: at a rate, whether or not earlier ones were answered.</summary>
/// <remarks>Arrivals are a Poisson process from a fixed seed. A latency counts from the moment at which the call should
/// have begun: when the server stalls, the calls that had to wait for it show it.</remarks>
internal static class OpenLoop
{
    private const int InFlightMax = 4_096;
    private const int Seed = 75;

    /// <summary>Calls for a while and waits for the answers.</summary>
    /// <param name="rate">Calls a second.</param>
    /// <param name="duration">For how long calls arrive.</param>
    /// <param name="call">Calls, and returns null or the status of the failure.</param>
    /// <param name="latencies">Receives what came out.</param>
    /// <param name="lateness">Receives how much too late each call left, which is this program's fault or that of
    /// <see cref="InFlightMax"/> calls without an answer.</param>
    /// <param name="cancellationToken">Ends the loop early.</param>
    /// <returns>How long it took, last answer included.</returns>
    public static async Task<TimeSpan> RunAsync(
        double rate,
        TimeSpan duration,
        Func<CancellationToken, Task<string?>> call,
        LatencyRecorder latencies,
        LatencyRecorder lateness,
        CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(InFlightMax);
        var started = Stopwatch.GetTimestamp();

        async Task CallAsync(long intended)
        {
            lateness.Add(Stopwatch.GetElapsedTime(intended));
            latencies.Record(intended, await call(cancellationToken));
            slots.Release();
        }

        // A thread of its own, which nothing but the operating system can keep from waking in time.
        var calls = await Task.Factory.StartNew(
            () => Send(Arrivals(rate, duration, started), slots, CallAsync, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Task.WhenAll(calls);
        return Stopwatch.GetElapsedTime(started);
    }

    private static List<Task> Send(
        IEnumerable<long> arrivals, SemaphoreSlim slots, Func<long, Task> call, CancellationToken cancellationToken)
    {
        var calls = new List<Task>();
        foreach (var intended in arrivals)
        {
            WaitUntil(intended);
            slots.Wait(cancellationToken);
            calls.Add(Task.Run(() => call(intended), cancellationToken));
        }

        return calls;
    }

    private static IEnumerable<long> Arrivals(double rate, TimeSpan duration, long started)
    {
        var random = new Random(Seed);
        for (double at = 0; at < duration.TotalSeconds; at -= Math.Log(1 - random.NextDouble()) / rate)
        {
            yield return started + (long)(at * Stopwatch.Frequency);
        }
    }

    private static void WaitUntil(long timestamp)
    {
        while (timestamp - Stopwatch.GetTimestamp() is var ticks and > 0)
        {
            _ = SleepMicroseconds((uint)Math.Min(ticks * 1_000_000 / Stopwatch.Frequency, 500_000));
        }
    }

    // The runtime's own timers count whole milliseconds, which is what a call takes.
    [DllImport("libc", EntryPoint = "usleep")]
    private static extern int SleepMicroseconds(uint microseconds);
}
