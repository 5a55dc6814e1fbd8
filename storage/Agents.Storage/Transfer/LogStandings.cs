using System.Buffers.Binary;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Transfer;

/// <summary>Tells how the log of a target stands to the one that is copied to it.</summary>
internal static class LogStandings
{
    /// <param name="target">The store that is written to.</param>
    /// <param name="name">The log.</param>
    /// <param name="source">Opens the log that is copied, where the target has one to compare it with.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LogStanding> OfAsync(
        ILogStore target, string name, Func<Task<LogImage>> source, CancellationToken cancellationToken)
    {
        List<ulong> there;
        long generation;
        try
        {
            if (await target.ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } image)
            {
                return LogStanding.Missing;
            }

            generation = image.Generation;
            there = await HashesAsync(image, cancellationToken).ConfigureAwait(false);
        }
        catch (LogDamagedException)
        {
            return LogStanding.Damaged;
        }

        var copied = await source().ConfigureAwait(false);
        return copied.Generation == generation
            ? Compare(there, await HashesAsync(copied, cancellationToken).ConfigureAwait(false))
            : LogStanding.Other;
    }

    /// <remarks>A chain hash covers the whole history before it: one at the right place is enough.</remarks>
    private static LogStanding Compare(List<ulong> there, List<ulong> copied)
    {
        var common = Math.Min(there.Count, copied.Count);
        return common > 0 && there[common - 1] != copied[common - 1] ? LogStanding.Other
            : there.Count == copied.Count ? LogStanding.Same
            : there.Count < copied.Count ? LogStanding.Older
            : LogStanding.Newer;
    }

    /// <summary>The first eight bytes of each frame's chain hash.</summary>
    private static async Task<List<ulong>> HashesAsync(LogImage image, CancellationToken cancellationToken)
    {
        var chain = new FrameChain(image.Generation);
        var hashes = new List<ulong>();
        try
        {
            await foreach (var piece in image.Frames.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                chain.Add(piece.Span, Look);
            }

            chain.End();
            return hashes;
        }
        catch (FileFaultException e)
        {
            throw new TransferException(e.Message, e);
        }

        void Look(in FrameHeader header, ReadOnlySpan<byte> frame) =>
            hashes.Add(BinaryPrimitives.ReadUInt64LittleEndian(frame[FrameFormat.HashAt..]));
    }
}
