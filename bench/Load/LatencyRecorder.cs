using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;

namespace Agents.Bench.Load;

/// <summary>Latencies to three digits up to ten minutes, and failures by status. Thread-safe.</summary>
internal sealed class LatencyRecorder
{
    private const long MicrosecondsMax = 600_000_000;
    private const int Digits = 3;

    private readonly LongConcurrentHistogram _microseconds = new(1, MicrosecondsMax, Digits);
    private readonly ConcurrentDictionary<string, long> _errors = new(StringComparer.Ordinal);

    /// <summary>Gets how many calls succeeded.</summary>
    public long Count => _microseconds.TotalCount;

    /// <summary>Gets how many calls failed, by status.</summary>
    public IReadOnlyDictionary<string, long> Errors => _errors;

    /// <summary>Counts a call that began, or should have begun, at a time stamp and has just ended.</summary>
    /// <param name="intended">The time stamp.</param>
    /// <param name="error">The status of a call that failed; its latency is not counted, since refusing is
    /// quick.</param>
    public void Record(long intended, string? error)
    {
        if (error is null)
        {
            Add(Stopwatch.GetElapsedTime(intended));
        }
        else
        {
            _errors.AddOrUpdate(error, 1, (_, count) => count + 1);
        }
    }

    public void Add(TimeSpan latency) =>
        _microseconds.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, MicrosecondsMax));

    /// <summary>Gives a percentile in milliseconds; 0 where nothing succeeded.</summary>
    public double Percentile(double percent) =>
        Count == 0 ? 0 : _microseconds.GetValueAtPercentile(percent) / 1e3;
}
