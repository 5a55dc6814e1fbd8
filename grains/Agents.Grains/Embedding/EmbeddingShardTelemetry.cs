using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Agents.Grains.Embedding;

/// <summary>Metrics of calling shards. Their tags are outcomes, never a user or a text.</summary>
internal sealed class EmbeddingShardTelemetry : IDisposable
{
    /// <summary>The meter that all metrics of memory belong to.</summary>
    public const string MeterName = "Agents.Memory";

    // A shard answers in milliseconds; the default buckets begin at five seconds.
    private static readonly InstrumentAdvice<double> SecondsBuckets = new()
    {
        HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .075, .1, .25, .5, 1, 2.5, 5, 10],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _texts;
    private readonly Histogram<double> _seconds;

    public EmbeddingShardTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _calls = _meter.CreateCounter<long>(
            "agents.memory.embedding.shard.calls", "{call}",
            "Calls of shards by outcome; the texts of all but remote were embedded by the node itself.");
        _texts = _meter.CreateCounter<long>(
            "agents.memory.embedding.shard.texts", "{text}", "Texts of those calls, by outcome.");
        _seconds = _meter.CreateHistogram(
            "agents.memory.embedding.shard.duration", "s", "Time of a call that a shard answered.",
            advice: SecondsBuckets);
    }

    /// <summary>Counts a call and how it ended.</summary>
    public void Called(ShardOutcome outcome, int texts, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>(
            "outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()));
        _calls.Add(1, tag);
        _texts.Add(texts, tag);
        if (outcome == ShardOutcome.Remote)
        {
            _seconds.Record(took.TotalSeconds);
        }
    }

    public void Dispose() => _meter.Dispose();
}
