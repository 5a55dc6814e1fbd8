using Agents.Contracts;
using Agents.Memory.Log;

namespace Agents.Grains.UserMemory;

/// <summary>Opens logs of whatever keeps them, and counts what is done on each.</summary>
internal sealed class MeteredLogs(IMemoryLogProvider logs, StorageTelemetry telemetry)
{
    /// <inheritdoc cref="IMemoryLogProvider.OpenAsync"/>
    public async ValueTask<MeteredLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        var log = await telemetry.MeasureAsync(
            StorageTelemetry.Open, telemetry.Now, logs.OpenAsync(scope, cancellationToken));
        telemetry.Opened(log.Recovery);
        return new MeteredLog(log, telemetry);
    }

    /// <inheritdoc cref="IMemoryLogProvider.FindAsync"/>
    public ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken) =>
        logs.FindAsync(name, cancellationToken);
}
