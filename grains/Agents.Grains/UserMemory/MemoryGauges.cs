using Agents.Contracts;
using Agents.Memory.Projection;

namespace Agents.Grains.UserMemory;

/// <summary>Adds what one user's memory holds to the gauges of its silo, and takes it off when it is put to
/// rest.</summary>
/// <remarks>Called once for each commit: it compares a few dozen counts and tells of those that changed.</remarks>
internal sealed class MemoryGauges(MemoryProjection projection, MeteredLog log, UserMemoryTelemetry telemetry)
{
    private static readonly (MemoryKind Kind, MemoryState State)[] Cells =
    [
        .. from kind in Enum.GetValues<MemoryKind>()
           from state in Enum.GetValues<MemoryState>()
           select (kind, state),
    ];

    private readonly int[] _told = new int[Cells.Length];
    private long _owed;
    private long _pending;
    private long _frames;
    private long _bytes;
    private long _lag;

    /// <summary>Tells what changed since the last time.</summary>
    public void Tell()
    {
        Tell(projection.Counts);
        telemetry.Owed.Add(Change(ref _owed, projection.Owed));
        telemetry.Pending.Add(Change(ref _pending, projection.Pending));
        telemetry.LogFrames.Add(Change(ref _frames, log.Position));
        telemetry.LogBytes.Add(Change(ref _bytes, log.Bytes));
        TellOfSnapshot();
    }

    /// <summary>Tells how far the snapshot is behind the log; on any thread, since snapshots are written beside the
    /// grain.</summary>
    public void TellOfSnapshot() =>
        telemetry.SnapshotLag.Add(Change(ref _lag, Math.Max(0, log.Position - log.SnapshotPosition)));

    /// <summary>Takes off all that was told.</summary>
    public void Withdraw()
    {
        Tell(counts: null);
        telemetry.Owed.Add(Change(ref _owed, 0));
        telemetry.Pending.Add(Change(ref _pending, 0));
        telemetry.LogFrames.Add(Change(ref _frames, 0));
        telemetry.LogBytes.Add(Change(ref _bytes, 0));
        telemetry.SnapshotLag.Add(Change(ref _lag, 0));
    }

    private void Tell(MemoryCounts? counts)
    {
        for (var i = 0; i < Cells.Length; i++)
        {
            var (kind, state) = Cells[i];
            var count = counts?[kind, state] ?? 0;
            if (count != _told[i])
            {
                telemetry.Count(kind, state, count - _told[i]);
                _told[i] = count;
            }
        }
    }

    // Two that tell at once add up to the last of them, whatever the order.
    private static long Change(ref long told, long now) => now - Interlocked.Exchange(ref told, now);
}
