using Agents.Grains.Abstractions;

namespace Agents.Silo.Clustering;

/// <summary>Asks the membership again and again whether this silo is still one of the cluster.</summary>
/// <remarks>
/// <para>
/// Orleans tells a silo that was voted dead when it reads the table the next time, which a silo that is cut off never
/// does. Here it is the other way round: who has not been told for a while that it lives does not count on it. An
/// answer counts from the moment at which it was asked for, and for less time than the others need to miss three
/// probes.
/// </para>
/// <para>The clock is the monotonic one, which goes on while the process is frozen.</para>
/// </remarks>
internal sealed partial class SiloStanding(
    Func<Task<SiloStatus?>> ask, TimeProvider clock, ILogger<SiloStanding> logger) : BackgroundService, ISiloStanding
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Since the silo was made, it cannot have been voted dead: it has yet to join.
    private long _knownAt = clock.GetTimestamp();
    private volatile bool _asked;
    private volatile bool _dead;

    public bool IsKnown => !_dead && (!_asked || clock.GetElapsedTime(Volatile.Read(ref _knownAt)) < Limit);

    /// <summary>Asks once.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        try
        {
            switch (await ask().WaitAsync(Limit, clock, cancellationToken))
            {
                case SiloStatus.Dead:
                    _dead = true;
                    break;
                case not null:
                    Volatile.Write(ref _knownAt, asked);
                    _asked = true;
                    break;
                default:
                    // The table has no such silo, or not yet.
                    break;
            }
        }
#pragma warning disable CA1031 // Whatever keeps the table from answering, the silo does not know where it stands.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnknown(error.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                await AskAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "The membership does not say whether this silo is still one of the cluster: {Fault}.")]
    private partial void LogUnknown(string fault);
}
