using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Agents.Embedding.Batching;
using Agents.Embedding.Tests.TestKit;
using Agents.Embedding.Tokenization;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Embedding.Tests;

public sealed class EmbeddingTelemetryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public EmbeddingTelemetryTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _counts.AddOrUpdate(
            string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Value}")]),
            value,
            (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) =>
            _counts.AddOrUpdate(instrument.Name, 1, (_, sum) => sum + 1));
        _listener.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Texts_tokens_padding_and_batches_are_counted_and_what_waits_is_told()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var telemetry = new EmbeddingTelemetry(_services.GetRequiredService<IMeterFactory>());
        using var queue = new EncodingQueue(
            encoder, 256, new EmbeddingOptions { ConcurrentRunsMax = 1, BatchTokensMax = 128 }, telemetry: telemetry);
        var first = queue.EncodeAsync([FakeEncoder.Text(10)], isBackground: false, Token);
        await encoder.WaitForRunAsync();

        TokenizedText[] texts = [FakeEncoder.Text(18), FakeEncoder.Text(20), FakeEncoder.Text(22)];
        var waiting = queue.EncodeAsync(texts, isBackground: false, Token);
        var background = queue.EncodeAsync([FakeEncoder.Text(8)], isBackground: true, Token);
        Assert.Equal(3, _counts["agents.memory.embedding.waiting interactive"]);
        Assert.Equal(1, _counts["agents.memory.embedding.waiting background"]);
        encoder.Let(10);
        await Task.WhenAll(first, waiting, background);

        Assert.Equal(0, _counts["agents.memory.embedding.waiting interactive"]);
        Assert.Equal(0, _counts["agents.memory.embedding.waiting background"]);
        Assert.Equal(5, _counts["agents.memory.embedding.texts"]);
        Assert.Equal(10 + 18 + 20 + 22 + 8, _counts["agents.memory.embedding.tokens"]);
        Assert.Equal(10 + (3 * 22) + 8, _counts["agents.memory.embedding.tokens.padded"]);
        Assert.Equal(3, _counts["agents.memory.embedding.batch.duration"]);
    }

    [Fact]
    public async Task What_was_given_up_or_shut_out_waits_no_longer()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var telemetry = new EmbeddingTelemetry(_services.GetRequiredService<IMeterFactory>());
        var queue = new EncodingQueue(
            encoder, 256, new EmbeddingOptions { ConcurrentRunsMax = 1 }, telemetry: telemetry);
        var running = queue.EncodeAsync([FakeEncoder.Text(10)], isBackground: false, Token);
        await encoder.WaitForRunAsync();
        var waiting = queue.EncodeAsync([FakeEncoder.Text(10)], isBackground: false, Token);
        var background = queue.EncodeAsync([FakeEncoder.Text(10)], isBackground: true, Token);

        var closing = Task.Run(queue.Dispose, Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => background);
        encoder.Let(1);
        await running;
        await closing;

        Assert.Equal(0, _counts["agents.memory.embedding.waiting interactive"]);
        Assert.Equal(0, _counts["agents.memory.embedding.waiting background"]);
    }
}
