using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Agents.Embedding;

/// <summary>Metrics of the texts that this process embeds itself. None of them carries a text or a user.</summary>
internal sealed class EmbeddingTelemetry : IDisposable
{
    /// <summary>The meter that all metrics of memory belong to.</summary>
    public const string MeterName = "Agents.Memory";

    // A batch takes milliseconds; the default buckets begin at five seconds.
    private static readonly InstrumentAdvice<double> SecondsBuckets = new()
    {
        HistogramBucketBoundaries = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5],
    };

    private static readonly KeyValuePair<string, object?> Interactive = new("priority", "interactive");
    private static readonly KeyValuePair<string, object?> Background = new("priority", EmbeddingProperties.Background);

    private readonly Meter _meter;
    private readonly Counter<long> _texts;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _padded;
    private readonly Histogram<double> _seconds;
    private readonly UpDownCounter<long> _waiting;

    /// <param name="meters">Makes the meter; null for one of its own.</param>
    public EmbeddingTelemetry(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _texts = _meter.CreateCounter<long>("agents.memory.embedding.texts", "{text}", "Texts embedded here.");
        _tokens = _meter.CreateCounter<long>("agents.memory.embedding.tokens", "{token}", "Tokens of those texts.");
        _padded = _meter.CreateCounter<long>(
            "agents.memory.embedding.tokens.padded", "{token}", "Tokens that the model was run on, padding included.");
        _seconds = _meter.CreateHistogram(
            "agents.memory.embedding.batch.duration", "s", "Time of one run of the model.", advice: SecondsBuckets);
        _waiting = _meter.CreateUpDownCounter<long>(
            "agents.memory.embedding.waiting", "{text}", "Texts that wait to be embedded, by priority.");
    }

    /// <summary>Counts texts that came to wait, or that wait no longer where negative.</summary>
    public void Waits(int texts, bool isBackground)
    {
        if (texts != 0)
        {
            _waiting.Add(texts, isBackground ? Background : Interactive);
        }
    }

    /// <summary>Counts a run of the model.</summary>
    /// <param name="texts">The texts of the batch.</param>
    /// <param name="tokens">Their tokens.</param>
    /// <param name="padded">The tokens of the batch with its padding.</param>
    /// <param name="started">The timestamp at which it began.</param>
    public void Ran(int texts, int tokens, int padded, long started)
    {
        _texts.Add(texts);
        _tokens.Add(tokens);
        _padded.Add(padded);
        _seconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();
}
