using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Agents.Grains.Consolidation;
using Agents.Memory.Consolidation;
using Agents.Memory.Recall;
using Agents.TestKit.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>An extractor with a scripted model, a clock that stands still, and what it measured and logged.</summary>
internal sealed class ExtractionBench : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();

    public ExtractionBench(IChatClient client, Action<ModelExtractionOptions>? configure = null)
    {
        var options = new ModelExtractionOptions();
        configure?.Invoke(options);
        _services = new ServiceCollection().AddMetrics()
            .AddLogging(logging => logging.AddProvider(Log)).BuildServiceProvider();
        var telemetry = new ModelExtractionTelemetry(_services.GetRequiredService<IMeterFactory>());
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
        var caller = new ModelCaller(client, new CharCounter(), Options.Create(options), telemetry, Clock,
            _services.GetRequiredService<ILogger<ModelCaller>>());
        Extractor = new ModelExtractor(caller, Options.Create(options), telemetry);
        Summarizer = new ModelSummarizer(caller, Options.Create(options));
        Budgets = new ModelBudgets(Options.Create(options), Clock);
        Budget = Budgets.Open("tenant");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero));

    public CapturedLog Log { get; } = new();

    public ModelExtractor Extractor { get; }

    public ModelSummarizer Summarizer { get; }

    public ModelBudgets Budgets { get; }

    public ModelBudget Budget { get; }

    /// <summary>Gets the sums of what was counted, by instrument and tag.</summary>
    public ConcurrentDictionary<string, double> Measured { get; } = [];

    public Task<ModelReading> AskAsync(string turn) => ReadAsync(turn, TestContext.Current.CancellationToken);

    public Task<ModelReading> ReadAsync(string turn, CancellationToken cancellationToken) =>
        Extractor.ReadAsync(
            new SourceText(1, 1, turn, Clock.GetUtcNow(), "user", "user", null, null), Budget, cancellationToken);

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace("agents.memory.extraction.", "", StringComparison.Ordinal);
        foreach (var (key, tag) in tags)
        {
            name += $" {key}={tag}";
        }

        Measured.AddOrUpdate(name, value, (_, sum) => sum + value);
    }

    /// <summary>Counts a character as a token.</summary>
    private sealed class CharCounter : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => text.Length;
    }
}
