namespace Agents.Silo.Clustering;

/// <summary>Lets a client wait for a cluster that is away, for as long as it takes.</summary>
internal sealed partial class PatientConnection(TimeProvider clock, ILogger<PatientConnection> logger)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        // Once: it is asked each second, and the readiness says so all the time.
        if (!_told)
        {
            _told = true;
            LogAway(exception.GetType().Name);
        }

        using var timer = new PeriodicTimer(Pause, clock);
        return await timer.WaitForNextTickAsync(cancellationToken);
    }

    [LoggerMessage(
        LogLevel.Warning, "The cluster cannot be reached ({Fault}); this node asks again each second until it can be.")]
    private partial void LogAway(string fault);
}
