namespace Agents.Silo.Tls;

/// <summary>Looks at the certificate each hour, and says in time that it will expire.</summary>
internal sealed partial class CertificateWatch(
    ClusterCertificates certificates, TimeProvider time, ILogger<CertificateWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        LogInUse(logger, certificates.Current().Own.NotAfter.ToUniversalTime());
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look()
    {
        DateTimeOffset expires = certificates.Current().Own.NotAfter.ToUniversalTime();
        var left = expires - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            LogExpired(logger, expires);
        }
        else if (left < Notice)
        {
            LogExpiresSoon(logger, expires, (int)left.TotalDays);
        }
    }

    [LoggerMessage(
        LogLevel.Information, "Cluster connections use TLS; this node's certificate expires at {Expires:u}.")]
    private static partial void LogInUse(ILogger logger, DateTime expires);

    [LoggerMessage(
        LogLevel.Warning,
        "This node's cluster certificate expires at {Expires:u}, in {Days} days: replace its files; no restart.")]
    private static partial void LogExpiresSoon(ILogger logger, DateTimeOffset expires, int days);

    [LoggerMessage(
        LogLevel.Error,
        "This node's cluster certificate expired at {Expires:u}: no node takes a new connection. Replace its files.")]
    private static partial void LogExpired(ILogger logger, DateTimeOffset expires);
}
