namespace Agents.Gateway.Llm;

/// <summary>Bounds each wait for the language model: the first byte by one time, every later one by another.</summary>
internal sealed class UpstreamDeadline : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _aborted;

    public UpstreamDeadline(TimeSpan firstByte, TimeProvider clock, CancellationToken aborted)
    {
        _aborted = aborted;
        _deadline = new CancellationTokenSource(firstByte, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, aborted);
    }

    /// <summary>Gets the token that ends with the deadline, or when the client goes.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Gets a value indicating whether it was the model that took too long.</summary>
    public bool Passed => _deadline.IsCancellationRequested && !_aborted.IsCancellationRequested;

    /// <summary>Starts the time anew.</summary>
    public void Restart(TimeSpan time) => _deadline.CancelAfter(time);

    /// <summary>Stops the time while nothing is asked of the model.</summary>
    public void Pause() => _deadline.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
