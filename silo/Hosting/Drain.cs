using Agents.Silo.Clustering;

namespace Agents.Silo.Hosting;

/// <summary>
/// Ends the process without breaking what it serves: it is not ready from the signal on, serves for a moment longer
/// until those who send requests have heard of it, lets the requests that run finish, and cuts those that do not.
/// </summary>
/// <remarks>The host stops accepting, and then leaves the cluster, when this has run.</remarks>
internal sealed class Drain(SiloReadiness readiness, ClusterOptions cluster, TimeProvider clock)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _cut = new();

    public void Dispose() => _cut.Dispose();

    /// <summary>Serves a request that can be cut, and has its connection closed behind it once this node stops: a
    /// client would send its next request there.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            () =>
            {
                if (readiness.IsStopping)
                {
                    context.Response.Headers.Connection = "close";
                }

                return Task.CompletedTask;
            });
        await using var cut = _cut.Token.UnsafeRegister(static request => ((HttpContext)request!).Abort(), context);
        await next(context);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.IsStopping = true;
        await Task.Delay(cluster.DrainDelayOrDefault, clock, CancellationToken.None);
        _cut.CancelAfter(cluster.DrainTimeout);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
