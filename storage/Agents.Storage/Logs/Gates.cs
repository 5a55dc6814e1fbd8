namespace Agents.Storage.Logs;

/// <summary>Gates that let one in at a time.</summary>
internal static class Gates
{
    /// <summary>Waits until nobody is inside.</summary>
    /// <returns>What leaves the gate when it is disposed of.</returns>
    public static async ValueTask<Pass> EnterAsync(this SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Pass(gate);
    }

    internal readonly struct Pass(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
