namespace Agents.Grains.Consolidation;

/// <summary>Leaves a model alone for a while after it failed several times in a row, so that the turns that wait are
/// read by the rules at once and not after a timeout each. Thread-safe.</summary>
internal sealed class CallPause(TimeProvider clock)
{
    private const int FailuresMax = 3;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private int _failures;
    private long _since;

    /// <summary>Gets a value indicating whether no call is to be made now. After a pause one failure more begins the
    /// next.</summary>
    public bool IsOn
    {
        get
        {
            lock (_gate)
            {
                return _failures >= FailuresMax && clock.GetElapsedTime(_since) < Length;
            }
        }
    }

    /// <summary>Notes that a call failed or did not.</summary>
    public void Note(bool failed)
    {
        lock (_gate)
        {
            _failures = failed ? _failures + 1 : 0;
            _since = clock.GetTimestamp();
        }
    }
}
