using Agents.Memory.Log;
using Agents.Storage.Files;

namespace Agents.Storage.Postgres;

/// <summary>Reads committed frames beside the writer, a bounded page at a time.</summary>
internal sealed class PostgresLogReader(PostgresLogContext context, PostgresLogState state)
{
    /// <summary>Reads the frames from one on, in order, up to another one.</summary>
    public static Task<FramePage> ReadPageAsync(
        PostgresLogContext context, long generation, long first, long last, CancellationToken cancellationToken) =>
        ReadAsync(
            context,
            new Statement(
                context.Sql.ReadFrom, context.Key, generation, first, last, (long)context.Options.ReadBytes),
            cancellationToken);

    /// <summary>Reads the frames from one on, in order, up to another one: at least one frame.</summary>
    /// <exception cref="FileFaultException">There is none.</exception>
    public async Task<FramePage> ReadAsync(long first, long last, CancellationToken cancellationToken)
    {
        var page = await ReadPageAsync(context, state.Generation, first, last, cancellationToken)
            .ConfigureAwait(false);
        return page.Frames.Count > 0 ? page : throw Missing(first);
    }

    /// <summary>Reads the bytes of frames that are named in order: as many of the first as go into a page.</summary>
    /// <exception cref="FileFaultException">One of them is missing.</exception>
    public async Task<FramePage> ReadAsync(long[] sequences, CancellationToken cancellationToken)
    {
        var next = sequences[..Math.Min(sequences.Length, PostgresSql.PageRows)];
        var page = await ReadAsync(
            context,
            new Statement(
                context.Sql.ReadThese, context.Key, state.Generation, next, (long)context.Options.ReadBytes),
            cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < Math.Max(1, page.Frames.Count); i++)
        {
            if (i >= page.Frames.Count || page.Frames[i].Sequence != next[i])
            {
                throw Missing(next[i]);
            }
        }

        return page;
    }

    /// <summary>Reads frames in the order asked for.</summary>
    public async Task<LogFrame[]> ReadFramesAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        var frames = new Dictionary<long, LogFrame>();
        var left = sequences.Distinct().Order().ToArray();
        while (left.Length > 0)
        {
            var page = await ReadAsync(left, cancellationToken).ConfigureAwait(false);
            foreach (var (sequence, bytes) in page.Frames)
            {
                byte[] plain = [];
                frames.Add(sequence, Open(sequence, bytes, sequence, ref plain));
            }

            left = left[page.Frames.Count..];
        }

        var owners = new HashSet<long>();
        return [.. sequences.Select(OwnCopy)];

        LogFrame OwnCopy(long sequence) => owners.Add(sequence)
            ? frames[sequence]
            : frames[sequence] with { Payload = frames[sequence].Payload.ToArray() };
    }

    /// <summary>Verifies and opens a frame that must be the expected one.</summary>
    /// <exception cref="FileFaultException">It is missing or does not verify.</exception>
    public LogFrame Open(long sequence, byte[] bytes, long expected, ref byte[] plain)
    {
        if (sequence != expected)
        {
            throw Missing(expected);
        }

        var row = PostgresLogContext.RowOf(sequence);
        return FrameOpener.TryOpen(state.Cipher, row, 0, bytes, sequence, ref plain, out var frame, out var length)
            && length == bytes.Length
            ? frame
            : throw new FileFaultException(row, 0, "its length does not match");
    }

    private static Task<FramePage> ReadAsync(
        PostgresLogContext context, Statement statement, CancellationToken cancellationToken) =>
        context.Database.QueryAsync(
            [statement],
            (reader, token) => FramePage.ReadAsync(reader, context.Options.ReadBytes, token),
            cancellationToken);

    private static FileFaultException Missing(long sequence) =>
        new(PostgresLogContext.RowOf(sequence), 0, "it is missing");
}
