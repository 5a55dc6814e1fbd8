using Agents.Memory.Log;

namespace Agents.Grains.UserMemory;

/// <summary>A log whose operations are counted, and which knows where its newest snapshot stands.</summary>
internal sealed class MeteredLog(IMemoryLog log, StorageTelemetry telemetry) : IMemoryLog
{
    private long _snapshotPosition;

    /// <summary>Occurs when <see cref="SnapshotPosition"/> has changed, on any thread.</summary>
    public event Action? SnapshotMoved;

    public long Position => log.Position;

    public long Bytes => log.Bytes;

    public LogRecovery Recovery => log.Recovery;

    /// <summary>Gets the position of the newest snapshot that was read or written; 0 where there is none.</summary>
    public long SnapshotPosition => Interlocked.Read(ref _snapshotPosition);

    public IAsyncEnumerable<LogFrame> ReadAsync(long afterSequence, CancellationToken cancellationToken) =>
        log.ReadAsync(afterSequence, cancellationToken);

    public ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(
            StorageTelemetry.Read, telemetry.Now, log.ReadFrameAsync(sequence, cancellationToken));

    public ValueTask<LogFrame[]> ReadFramesAsync(
        IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(
            StorageTelemetry.Read, telemetry.Now, log.ReadFramesAsync(sequences, cancellationToken));

    public ValueTask<long> AppendAsync(
        long expectedPosition, IReadOnlyList<NewFrame> group, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(
            StorageTelemetry.Append, telemetry.Now, log.AppendAsync(expectedPosition, group, cancellationToken));

    public async ValueTask EraseAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        await telemetry.MeasureAsync(
            StorageTelemetry.Erase, telemetry.Now, log.EraseAsync(sequences, cancellationToken));

        // An erasure drops every snapshot.
        MoveTo(0);
    }

    public ValueTask DeleteAsync(CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(StorageTelemetry.Delete, telemetry.Now, log.DeleteAsync(cancellationToken));

    public async ValueTask<LogSnapshot?> ReadSnapshotAsync(CancellationToken cancellationToken)
    {
        var snapshot = await telemetry.MeasureAsync(
            StorageTelemetry.ReadSnapshot, telemetry.Now, log.ReadSnapshotAsync(cancellationToken));
        MoveTo(snapshot?.Position ?? 0);
        return snapshot;
    }

    public async ValueTask<bool> WriteSnapshotAsync(LogSnapshot snapshot, CancellationToken cancellationToken)
    {
        var kept = await telemetry.MeasureAsync(
            StorageTelemetry.WriteSnapshot, telemetry.Now, log.WriteSnapshotAsync(snapshot, cancellationToken));
        if (kept)
        {
            MoveTo(snapshot.Position);
        }

        return kept;
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private void MoveTo(long position)
    {
        if (Interlocked.Exchange(ref _snapshotPosition, position) != position)
        {
            SnapshotMoved?.Invoke();
        }
    }
}
