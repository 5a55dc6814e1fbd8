using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.Storage.Transfer;

namespace Agents.Storage.Erasures;

/// <summary>A log whose erasures are in the journal before they are in the log.</summary>
/// <remarks>
/// An erasure that fails after its entry stays in the journal: it was asked for, and may have taken effect. The entry's
/// position and its time say which copies are older than it.
/// </remarks>
internal sealed class RecordingLog(
    IRecordableLog inner, ILogStore store, IKeyRing ring, string name, TimeProvider clock) : IMemoryLog
{
    public long Position => inner.Position;

    public long Bytes => inner.Bytes;

    public LogRecovery Recovery => inner.Recovery;

    // As the record's JSON spells its kind; a look spares decoding every other decision.
    private static ReadOnlySpan<byte> EraseKind => "\"Erase\""u8;

    public IAsyncEnumerable<LogFrame> ReadAsync(long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadAsync(afterSequence, cancellationToken);

    public ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken) =>
        inner.ReadFrameAsync(sequence, cancellationToken);

    public ValueTask<LogFrame[]> ReadFramesAsync(
        IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        inner.ReadFramesAsync(sequences, cancellationToken);

    public ValueTask<long> AppendAsync(
        long expectedPosition, IReadOnlyList<NewFrame> group, CancellationToken cancellationToken) =>
        ErasedBy(group) is { } erased
            ? EraseAsync(expectedPosition, group, erased, cancellationToken)
            : inner.AppendAsync(expectedPosition, group, cancellationToken);

    public ValueTask EraseAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        inner.EraseAsync(sequences, cancellationToken);

    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        if (inner.Generation is { } generation)
        {
            var entry = ErasureEntry.OfLog(name, generation, inner.Position, clock.GetUtcNow());
            await store.AppendErasureAsync(entry.ToBytes(), cancellationToken).ConfigureAwait(false);
        }

        await inner.DeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<LogSnapshot?> ReadSnapshotAsync(CancellationToken cancellationToken) =>
        inner.ReadSnapshotAsync(cancellationToken);

    public ValueTask<bool> WriteSnapshotAsync(LogSnapshot snapshot, CancellationToken cancellationToken) =>
        inner.WriteSnapshotAsync(snapshot, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static ErasedMemories? ErasedBy(IReadOnlyList<NewFrame> group)
    {
        ArgumentNullException.ThrowIfNull(group);
        List<ulong>? ids = null;
        List<ulong>? items = null;
        for (var i = 0; i < group.Count; i++)
        {
            if (group[i].Type == FrameType.Decision
                && group[i].Payload.Span.IndexOf(EraseKind) >= 0
                && RecordJson.DecodeDecision(group[i].Payload.Span) is { Kind: DecisionKind.Erase } decision)
            {
                (ids ??= []).AddRange(decision.ErasedIds ?? []);
                (items ??= []).AddRange(decision.ErasedItems ?? []);
            }
        }

        return ids is null ? null : new ErasedMemories(ids, items!);
    }

    private async ValueTask<long> EraseAsync(
        long expectedPosition,
        IReadOnlyList<NewFrame> group,
        ErasedMemories erased,
        CancellationToken cancellationToken)
    {
        if (inner.Generation is { } generation)
        {
            var entry = ErasureEntry.OfMemories(
                ring, name, generation, expectedPosition, clock.GetUtcNow(), erased);
            await store.AppendErasureAsync(entry.ToBytes(), cancellationToken).ConfigureAwait(false);
        }

        return await inner.AppendAsync(expectedPosition, group, cancellationToken).ConfigureAwait(false);
    }
}
