using Agents.Memory.Log;
using Agents.Storage.Files;

namespace Agents.Storage.AzureBlobs;

/// <summary>Reads committed frames beside the writer.</summary>
internal sealed class BlobLogReader(BlobLogState state)
{
    /// <summary>An erasure may delete the blob under a read; then the read starts over with the new view.</summary>
    private const int AttemptsMax = 8;

    /// <summary>Reads the bytes of a committed frame and of frames behind it.</summary>
    /// <param name="sequence">The frame.</param>
    /// <param name="bytesMax">About how much to read; the frame itself is always read whole.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<BlobPart> ReadAsync(long sequence, int bytesMax, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var view = state.Tail.View;
            var segment = view.SegmentOf(sequence);
            var (offset, length) = segment.ExtentFrom(sequence, bytesMax);
            var bytes = new byte[length];
            try
            {
                await state.Blobs.ReadPartAsync(segment.File, offset, bytes, cancellationToken).ConfigureAwait(false);
                return new BlobPart(segment.Name, offset, bytes);
            }
            catch (FileFaultException) when (attempt < AttemptsMax && state.Tail.View.SegmentOf(sequence) != segment)
            {
                continue;
            }
        }
    }

    /// <summary>Reads frames in the order asked for; those that stand close together take one request.</summary>
    public async Task<LogFrame[]> ReadFramesAsync(
        IReadOnlyList<long> sequences, int bytesMax, CancellationToken cancellationToken)
    {
        var frames = new LogFrame[sequences.Count];
        var order = Enumerable.Range(0, frames.Length).OrderBy(i => sequences[i]).ToArray();
        for (var i = 0; i < order.Length;)
        {
            var first = sequences[order[i]];
            var part = await ReadAsync(first, BytesFor(sequences, order, i, bytesMax), cancellationToken)
                .ConfigureAwait(false);
            var sequence = first;
            var at = 0;
            while (at < part.Bytes.Length && i < order.Length)
            {
                byte[] plain = [];
                if (!TryOpen(part, at, sequence, ref plain, out var frame, out var length))
                {
                    break;
                }

                for (; i < order.Length && sequences[order[i]] == sequence; i++)
                {
                    frames[order[i]] = frame with { Payload = frame.Payload.ToArray() };
                }

                at += length;
                sequence++;
            }
        }

        return frames;
    }

    public bool TryOpen(
        BlobPart part, int at, long sequence, ref byte[] plain, out LogFrame frame, out int length)
    {
        var bytes = part.Bytes.AsSpan(at);
        return FrameOpener.TryOpen(
            state.Cipher, part.File, part.Offset + at, bytes, sequence, ref plain, out frame, out length);
    }

    /// <summary>How much to read from a frame on to have the next ones that are asked for too.</summary>
    private int BytesFor(IReadOnlyList<long> sequences, int[] order, int from, int bytesMax)
    {
        var view = state.Tail.View;
        var segment = view.SegmentOf(sequences[order[from]]);
        var (start, bytes) = segment.ExtentFrom(sequences[order[from]], bytesMax: 0);
        for (var i = from + 1; i < order.Length && view.SegmentOf(sequences[order[i]]) == segment; i++)
        {
            var (offset, length) = segment.ExtentFrom(sequences[order[i]], bytesMax: 0);
            if (offset + length - start > bytesMax)
            {
                break;
            }

            bytes = (int)(offset + length - start);
        }

        return bytes;
    }
}
