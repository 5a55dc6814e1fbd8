using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Reads the committed frames of one segment after the other, and changes nothing.</summary>
internal sealed class SegmentWalk(IStorageIo io, LogFolder folder, Manifest manifest)
{
    private const int PieceBytes = 1024 * 1024;

    private byte[] _hash = HashChain.Start(manifest.Generation);
    private long _next = 1;

    /// <exception cref="FileFaultException">The segment is missing.</exception>
    public IStorageFile Open(int index)
    {
        var name = Manifest.NameOf(manifest.Segments[index].File);
        return io.FileExists(folder.Of(name))
            ? io.Open(folder.Of(name), writable: false)
            : throw new FileFaultException(name, 0, "it is missing");
    }

    /// <summary>Verifies a segment, and gives its committed frames in pieces of whole frames, each valid until the
    /// next.</summary>
    /// <exception cref="FileFaultException">The segment is damaged, or does not continue the one before it.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces(int index, IStorageFile file)
    {
        var entry = manifest.Segments[index];
        var name = Manifest.NameOf(entry.File);
        if (entry.FirstSequence != _next)
        {
            throw new FileFaultException(
                name, 0, $"frame {_next} follows, but the segment starts with frame {entry.FirstSequence}");
        }

        var expected = new SegmentHeader(manifest.Generation, entry.File, _next, _hash);
        var scan = SegmentScan.Read(file, entry.File, expected);
        if (!scan.Whole && index < manifest.Segments.Count - 1)
        {
            throw new FileFaultException(name, scan.StopAt, scan.StopReason);
        }

        if (!scan.Whole)
        {
            TornTail.Check(file, scan, manifest.Generation);
        }

        _hash = scan.Hash;
        _next = scan.Position + 1;
        return Frames(file, name, scan.Segment.Length);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Frames(IStorageFile file, string name, long length)
    {
        var piece = new MemoryStream();
        using var reader = new BlockReader(file, length);
        for (long offset = SegmentHeader.Bytes; offset < length;)
        {
            offset += Copy(reader, name, offset, piece);
            if (piece.Length >= PieceBytes || offset >= length)
            {
                yield return piece.GetBuffer().AsMemory(0, (int)piece.Length);
                piece.SetLength(0);
            }
        }
    }

    private static int Copy(BlockReader reader, string name, long offset, MemoryStream piece)
    {
        if (reader.Read(offset, out _, out var frame) != FrameFault.None)
        {
            throw new FileFaultException(name, offset, "a frame does not verify");
        }

        piece.Write(frame);
        return frame.Length;
    }
}
