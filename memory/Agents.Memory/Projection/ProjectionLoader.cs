using Agents.Memory.Log;
using Agents.Memory.Recall;

namespace Agents.Memory.Projection;

/// <summary>Folds a log into a projection, from its newest usable snapshot where there is one.</summary>
public static class ProjectionLoader
{
    /// <summary>Reads the log to its end, or to <paramref name="upTo"/>.</summary>
    /// <exception cref="InvalidDataException">A frame that verifies holds a record that this build cannot
    /// read.</exception>
    public static async Task<MemoryProjection> LoadAsync(
        IMemoryLog log, RecallOptions options, string modelId, long upTo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        var projection = await FromSnapshotAsync(log, options, modelId, cancellationToken).ConfigureAwait(false);
        if (projection is null || projection.Position > upTo)
        {
            projection = new MemoryProjection(options, modelId);
        }

        if (projection.Position == upTo)
        {
            return projection;
        }

        await foreach (var frame in log.ReadAsync(projection.Position, cancellationToken).ConfigureAwait(false))
        {
            projection.Apply(frame);
            if (projection.Position == upTo)
            {
                break;
            }
        }

        return projection;
    }

    private static async Task<MemoryProjection?> FromSnapshotAsync(
        IMemoryLog log, RecallOptions options, string modelId, CancellationToken cancellationToken)
    {
        var snapshot = await log.ReadSnapshotAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return null;
        }

        return MemoryProjection.TryFromSnapshot(snapshot.Payload, options, modelId, out var projection)
            && projection!.Position == snapshot.Position
            ? projection
            : null;
    }
}
