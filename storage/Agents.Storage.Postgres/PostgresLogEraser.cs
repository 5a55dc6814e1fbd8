using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Takes payloads out of a log for good. The holder of both gates of the log calls it.</summary>
/// <remarks>
/// One statement moves the head's count of erasures on, puts the erased form in the place of frames, and drops the
/// snapshots: all of it or nothing. A stale writer's head names another writer, and so it erases nothing. Many frames
/// take several of them, each of which counts as an erasure and fits its time-out: one that fails leaves what went
/// before it erased, and who asked asks again, as the log's decision owes it.
/// </remarks>
internal sealed class PostgresLogEraser(PostgresLogContext context, PostgresLogState state)
{
    public async Task EraseAsync(IReadOnlyCollection<long> sequences)
    {
        foreach (var some in sequences.Distinct().Order().Chunk(PostgresSql.PageRows))
        {
            await EraseSomeAsync(some).ConfigureAwait(false);
        }
    }

    private async Task EraseSomeAsync(long[] sequences)
    {
        var (rows, frames, saved) = await EraseInMemoryAsync(sequences).ConfigureAwait(false);
        if (rows.Length == 0)
        {
            return;
        }

        var erased = await context.Database.ChangeAsync(
            context.Sql.Erase, context.Key, state.Generation, state.Writer, (long)state.Erasures, saved, rows, frames)
            .ConfigureAwait(false);
        if (erased != rows.Length)
        {
            await FindAsync().ConfigureAwait(false);
        }

        var tail = state.Tail;
        state.Erasures++;
        state.SnapshotFloor = tail.Position;
        state.SnapshotPosition = 0;
        state.Publish(tail with { Bytes = tail.Bytes - saved });
    }

    /// <returns>The frames that still have a payload, in their erased form.</returns>
    private async Task<(long[] Rows, byte[][] Frames, long Saved)> EraseInMemoryAsync(long[] left)
    {
        var reader = new PostgresLogReader(context, state);
        var rows = new List<long>();
        var frames = new List<byte[]>();
        var saved = 0L;
        while (left.Length > 0)
        {
            var page = await reader.ReadAsync(left, CancellationToken.None).ConfigureAwait(false);
            foreach (var (sequence, live) in page.Frames)
            {
                if (IsErased(sequence, live))
                {
                    continue;
                }

                var erased = new byte[FrameFormat.ErasedFrameBytes];
                GroupEncoder.Erase(live, erased);
                rows.Add(sequence);
                frames.Add(erased);
                saved += live.Length - erased.Length;
            }

            left = left[page.Frames.Count..];
        }

        return ([.. rows], [.. frames], saved);
    }

    private static bool IsErased(long sequence, byte[] frame) =>
        FrameHeader.Read(frame, frame.Length, out var header) == FrameFault.None
        && header.Length == frame.Length && header.Sequence == sequence
            ? header.Erased
            : throw new FileFaultException(PostgresLogContext.RowOf(sequence), 0, "its checksum does not match");

    /// <summary>Finds an erasure again whose answer may have been lost: it had been sent before.</summary>
    private async Task FindAsync()
    {
        var head = await new LogHeads(context).ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (head is not { Deleted: false }
            || head.Generation != state.Generation
            || head.Writer != state.Writer
            || head.Erasures != state.Erasures + 1)
        {
            throw new StaleWriterException("another writer claimed the log");
        }
    }
}
