namespace Agents.Bench.Load;

/// <summary>What a load came out as. Latencies in milliseconds, of calls that succeeded.</summary>
internal sealed record LoadReport
{
    public required string Target { get; init; }

    public required int Users { get; init; }

    public required int Memories { get; init; }

    public required IReadOnlyList<string> Mix { get; init; }

    /// <summary>Gets the callers of a closed loop.</summary>
    public required int? Closed { get; init; }

    /// <summary>Gets the calls a second that an open loop meant to make.</summary>
    public required double? Open { get; init; }

    public required double Seconds { get; init; }

    public required long Succeeded { get; init; }

    /// <summary>Gets the calls that failed, by status.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Gets the calls a second that succeeded.</summary>
    public required double Throughput { get; init; }

    public required IReadOnlyDictionary<string, double> LatencyMs { get; init; }

    /// <summary>Gets how much too late the calls of an open loop left.</summary>
    public required IReadOnlyDictionary<string, double>? LateMs { get; init; }

    public static IReadOnlyDictionary<string, double> PercentilesOf(LatencyRecorder latencies) =>
        new Dictionary<string, double>
        {
            ["p50"] = latencies.Percentile(50),
            ["p90"] = latencies.Percentile(90),
            ["p95"] = latencies.Percentile(95),
            ["p99"] = latencies.Percentile(99),
            ["p99.9"] = latencies.Percentile(99.9),
            ["max"] = latencies.Percentile(100),
        };
}
