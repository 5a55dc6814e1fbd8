using System.Diagnostics.Metrics;

namespace Agents.Bench.Statistics;

/// <summary>Adds up a counter of the product in this process.</summary>
internal sealed class MeterSum : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _total;

    public MeterSum(string meter, string counter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && instrument.Name == counter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _total, value));
        _listener.Start();
    }

    public long Total => Interlocked.Read(ref _total);

    public void Dispose() => _listener.Dispose();
}
