using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Agents.Silo.Operations;

/// <summary>Adds up the counters and gauges of this process, as a collector would, so that it can tell of
/// itself.</summary>
/// <remarks>Histograms are left to the collector: the operator page shows states, not distributions.</remarks>
internal sealed class MeterReadings : IHostedService, IDisposable
{
    // Tags are few words each; a fault that made a tag of something unbounded must not fill the memory.
    private const int ReadingsMax = 2_000;

    private const string Prefix = "agents.";

    private readonly ConcurrentDictionary<string, Reading> _readings = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _started;

    public MeterReadings(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        _started = clock.GetUtcNow();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // A test has several silos in one process, each with meters of its own.
            if ((instrument.Meter.Scope is null || instrument.Meter.Scope == meters) && IsKept(instrument))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
    }

    /// <summary>Starts before the silo does, so that nothing is missed.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Tells of this process.</summary>
    public SiloReport Report()
    {
        _listener.RecordObservableInstruments();
        return new SiloReport
        {
            Version = VersionOf(typeof(MeterReadings).Assembly),
            Started = _started,
            At = _clock.GetUtcNow(),
            WorkingSet = Environment.WorkingSet,
            Readings = _readings.ToDictionary(reading => reading.Key, reading => reading.Value.Value),
        };
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsKept(Instrument instrument) =>
        instrument.Name.StartsWith(Prefix, StringComparison.Ordinal)
        && !(instrument.GetType() is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() == typeof(Histogram<>));

    // What is observed is the sum already; what is recorded is a change of it.
    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = NameOf(instrument.Name, tags);
        if (!_readings.TryGetValue(name, out var reading))
        {
            if (_readings.Count >= ReadingsMax)
            {
                return;
            }

            reading = _readings.GetOrAdd(name, static _ => new Reading());
        }

        reading.Change(value, instrument.IsObservable);
    }

    /// <summary>Spells a metric and the values of its tags: <c>agents.memory.consolidation.runs|limited</c>.</summary>
    private static string NameOf(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (_, value) in tags)
        {
            name = $"{name}|{value}";
        }

        return name;
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    private sealed class Reading
    {
        private readonly Lock _lock = new();
        private double _value;

        public double Value
        {
            get
            {
                lock (_lock)
                {
                    return _value;
                }
            }
        }

        public void Change(double value, bool isSum)
        {
            lock (_lock)
            {
                _value = isSum ? value : _value + value;
            }
        }
    }
}
