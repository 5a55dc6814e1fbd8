using System.Diagnostics.Metrics;

namespace Agents.Bench.Statistics;

/// <summary>Listens to a histogram of the product in this process, to see inside a figure.</summary>
internal sealed class MeterTap : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<double> _values = [];

    public MeterTap(string meter, string histogram)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && instrument.Name == histogram)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => Add(value));
        _listener.SetMeasurementEventCallback<int>((_, value, _, _) => Add(value));
        _listener.Start();
    }

    /// <summary>Gets the median of what was recorded so far; not a number where nothing was.</summary>
    public double Median
    {
        get
        {
            lock (_values)
            {
                return _values.Count == 0 ? double.NaN : Quantiles.Median(_values);
            }
        }
    }

    /// <summary>Gets how often something was recorded.</summary>
    public int Count
    {
        get
        {
            lock (_values)
            {
                return _values.Count;
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(double value)
    {
        lock (_values)
        {
            _values.Add(value);
        }
    }
}
