namespace Agents.Grains.UserMemory;

/// <summary>Pauses of background work, by the injected clock.</summary>
internal static class Pauses
{
    /// <summary>Completes once the time is over or the work is to stop; never fails.</summary>
    public static async Task WaitAsync(TimeSpan pause, TimeProvider clock, CancellationToken stopping)
    {
        var elapsed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(
            _ => elapsed.TrySetResult(), null, pause, Timeout.InfiniteTimeSpan);
        await using var stop = stopping.Register(() => elapsed.TrySetResult());
        await elapsed.Task;
    }
}
