namespace Agents.Embedding.Caching;

/// <summary>A computation that several callers wait for; it is cancelled when the last of them has left.</summary>
#pragma warning disable CA1001 // A source without a timer holds nothing, and a late caller may still cancel it.
internal sealed class SharedCall(bool isBackground)
#pragma warning restore CA1001
{
    private readonly TaskCompletionSource<CachedVector[]> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();

    public bool IsBackground { get; } = isBackground;

    public List<UInt128> Keys { get; } = [];

    public List<string> Texts { get; } = [];

    /// <summary>Gets or sets the number of callers that wait; guarded by the cache's lock.</summary>
    public int Waiters { get; set; }

    public Task<CachedVector[]> Completion => _completion.Task;

    public CancellationToken CancellationToken => _cancellation.Token;

    public void Succeed(CachedVector[] vectors) => _completion.TrySetResult(vectors);

    public void Fail(Exception exception)
    {
        _completion.TrySetException(exception);

        // Seen here, so that a failure that every caller has left behind is no unobserved one.
        _ = _completion.Task.Exception;
    }

    public void Cancel() => _cancellation.Cancel();
}
