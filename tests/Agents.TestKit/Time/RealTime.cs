namespace Agents.TestKit.Time;

/// <summary>Real time that has to pass, since another process measures it: the votes of a membership, the length of an
/// outage, a rest between two tries. Never a wait for something that can be awaited.</summary>
public static class RealTime
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    public static async Task PassAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(span < Least ? Least : span);
        await timer.WaitForNextTickAsync(cancellationToken);
    }
}
