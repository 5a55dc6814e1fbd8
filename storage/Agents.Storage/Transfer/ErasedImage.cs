using System.Runtime.CompilerServices;
using Agents.Memory.Consolidation;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.Storage.Frames;

namespace Agents.Storage.Transfer;

/// <summary>Takes what was erased since out of a copy of a log before it goes anywhere.</summary>
internal static class ErasedImage
{
    /// <summary>Gives the log without what was erased: payloads are gone, and the decisions stand behind the last
    /// frame.</summary>
    /// <param name="known">The fold of the copy.</param>
    /// <param name="image">The copy, to be read once more.</param>
    /// <param name="erased">What was erased since.</param>
    /// <param name="at">When it is decided again.</param>
    /// <returns>The log, and whether anything had to be taken out.</returns>
    /// <exception cref="TransferException">More was erased than one decision holds.</exception>
    public static (LogImage Image, bool Changed) Of(
        LogFold known,
        LogImage image,
        (IReadOnlySet<ulong> Ids, IReadOnlySet<ulong> Items) erased,
        DateTimeOffset at)
    {
        var decisions = RepeatedErasure.Decide(known.Projection, erased.Ids, erased.Items, at);
        HashSet<long> gone = [.. decisions.SelectMany(decision => decision.Sequences ?? [])];

        // An erasure that was decided and not carried out when the copy was made.
        gone.UnionWith(known.Projection.OwedErasures);
        if (decisions.Count + gone.Count == 0)
        {
            return (image, false);
        }

        NewFrame[] group =
        [
            .. decisions.Append(new DecisionRecord { Kind = DecisionKind.ErasureDone, At = at })
                .Select(decision => new NewFrame(FrameType.Decision, RecordJson.Encode(decision))),
        ];
        return (image with { Frames = FramesAsync(image.Frames, gone, Encode(known, group)) }, true);
    }

    private static byte[] Encode(LogFold known, NewFrame[] group)
    {
        try
        {
            GroupEncoder.Check(group);
        }
        catch (ArgumentException e)
        {
            throw new TransferException(
                $"more was erased since than one group of decisions holds: restore a newer backup. ({e.Message})",
                e);
        }

        var bytes = new byte[GroupEncoder.SizeOf(group)];
        var hash = known.Chain.Hash.ToArray();
        GroupEncoder.Encode(known.Cipher, group, known.Chain.Position + 1, hash, bytes, new int[group.Length]);
        return bytes;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FramesAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> frames,
        HashSet<long> gone,
        byte[] group,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var piece in frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return gone.Count == 0 ? piece : Without(piece.Span, gone);
        }

        yield return group;
    }

    private static ReadOnlyMemory<byte> Without(ReadOnlySpan<byte> piece, HashSet<long> gone)
    {
        var kept = new MemoryStream(piece.Length);
        var hole = new byte[FrameFormat.ErasedFrameBytes];
        while (!piece.IsEmpty && FrameHeader.Read(piece, piece.Length, out var header) == FrameFault.None)
        {
            var frame = piece[..header.Length];
            if (!header.Erased && gone.Contains(header.Sequence))
            {
                GroupEncoder.Erase(frame, hole);
                kept.Write(hole);
            }
            else
            {
                kept.Write(frame);
            }

            piece = piece[header.Length..];
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }
}
