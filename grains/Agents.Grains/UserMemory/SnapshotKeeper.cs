using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Microsoft.Extensions.Logging;

namespace Agents.Grains.UserMemory;

/// <summary>Writes snapshots beside the grain, so that the next activation folds little.</summary>
/// <remarks>
/// The snapshot is folded from the log on the thread pool and shares no state with the grain: a fault in the live
/// projection can therefore not be written down as truth. A snapshot that fails costs time, never data.
/// </remarks>
internal sealed partial class SnapshotKeeper(
    IMemoryLog log, RecallOptions recall, string modelId, int framesMin, ILogger logger, CancellationToken stopping)
{
    private long _last;
    private Task _running = Task.CompletedTask;

    /// <summary>Starts a snapshot when enough frames were written since the last one and none is under way.</summary>
    public void Consider(long position)
    {
        if (!_running.IsCompleted || position - _last < Math.Max(framesMin, position / 2))
        {
            return;
        }

        _last = position;
        _running = Task.Run(() => WriteAsync(position), CancellationToken.None);
    }

    /// <summary>Says where the snapshot stands that the projection came from.</summary>
    public void StartFrom(long position) => _last = position;

    /// <summary>Waits for the snapshot under way, which never fails.</summary>
    public Task DrainAsync() => _running;

    private async Task WriteAsync(long position)
    {
        try
        {
            var projection = await ProjectionLoader.LoadAsync(log, recall, modelId, position, stopping)
                .ConfigureAwait(false);
            var kept = await log.WriteSnapshotAsync(new LogSnapshot(position, projection.ToSnapshot()), stopping)
                .ConfigureAwait(false);
            LogWritten(position, kept);
        }
        catch (OperationCanceledException)
        {
            // The activation ends; the log is whole without this snapshot.
        }
#pragma warning disable CA1031 // A snapshot only speeds activation: no fault of it may reach a user.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(error, position);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Wrote the snapshot at position {Position} (kept: {Kept}).")]
    private partial void LogWritten(long position, bool kept);

    [LoggerMessage(LogLevel.Warning, "The snapshot at position {Position} failed; activation folds the log instead.")]
    private partial void LogFailed(Exception error, long position);
}
