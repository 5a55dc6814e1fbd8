namespace Agents.Grains.Consolidation;

/// <summary>Ends pauses early. Who takes the token before they look at what there is to do misses nothing that comes
/// after. Not thread-safe.</summary>
internal sealed class WakeUp : IDisposable
{
    private CancellationTokenSource _next = new();

    /// <summary>Gets what is cancelled by the next call.</summary>
    public CancellationToken Token => _next.Token;

    public void Call()
    {
        var called = _next;
        _next = new CancellationTokenSource();
        called.Cancel();
        called.Dispose();
    }

    public void Dispose() => _next.Dispose();
}
