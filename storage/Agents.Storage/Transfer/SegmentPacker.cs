using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Transfer;

/// <summary>Lays the frames of a log out in segments, for stores that keep it so.</summary>
internal sealed class SegmentPacker(LogImage image, long segmentBytesMax)
{
    private const uint FirstFile = 1;

    private readonly FrameChain _chain = new(image.Generation);
    private readonly List<ManifestEntry> _segments = [];

    /// <summary>Gets the manifest, once everything was read.</summary>
    /// <remarks>No snapshot comes along, so none from before the copy may count.</remarks>
    public Manifest Manifest => new(
        image.Generation, FirstFile + (uint)_segments.Count, 0, _chain.Position, _segments);

    /// <summary>Reads the image to its end.</summary>
    /// <exception cref="FileFaultException">A frame does not verify.</exception>
    public async IAsyncEnumerable<PackedBytes> PackAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var length = 0L;
        var buffer = new MemoryStream();
        yield return Begin();
        length = SegmentHeader.Bytes;
        await foreach (var piece in image.Frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var rest = piece;
            while (!rest.IsEmpty)
            {
                if (length >= segmentBytesMax && _chain.IsCommitted)
                {
                    yield return Begin();
                    length = SegmentHeader.Bytes;
                }

                buffer.SetLength(0);
                rest = rest[Take(rest.Span, buffer, segmentBytesMax - length)..];
                length += buffer.Length;
                yield return Of(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), begins: false);
            }
        }

        _chain.End();
    }

    private PackedBytes Begin()
    {
        var file = FirstFile + (uint)_segments.Count;
        _segments.Add(new ManifestEntry(file, _chain.Position + 1));
        return Of(
            new SegmentHeader(image.Generation, file, _chain.Position + 1, _chain.Hash.ToArray()).ToBytes(),
            begins: true);
    }

    private PackedBytes Of(ReadOnlyMemory<byte> bytes, bool begins) =>
        new(_segments[^1].File, _segments[^1].FirstSequence, begins, bytes);

    /// <summary>Takes frames until a group ends with the segment full, or the piece does.</summary>
    /// <returns>How many bytes were taken.</returns>
    private int Take(ReadOnlySpan<byte> piece, MemoryStream target, long room)
    {
        var at = 0;
        while (at < piece.Length && !(at >= room && at > 0 && _chain.IsCommitted))
        {
            var left = piece.Length - at;
            var length = left < FrameFormat.FrameBytesMin ? 0 : BinaryPrimitives.ReadInt32LittleEndian(piece[at..]);
            if (length < FrameFormat.FrameBytesMin || length > left)
            {
                throw new FileFaultException("the frames", _chain.Bytes, "a frame has an impossible length");
            }

            _chain.Add(piece.Slice(at, length));
            at += length;
        }

        target.Write(piece[..at]);
        return at;
    }
}
