using System.Diagnostics;
using System.Runtime.InteropServices;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>
/// Reads a segment at open: verifies checksums, order and the hash chain, and indexes the committed frames.
/// </summary>
/// <remarks>Payloads are not opened here: AES-GCM is verified when a payload is read.</remarks>
internal sealed class SegmentScan
{
    private readonly List<int> _group = [];

    private SegmentScan(Segment segment, long position, byte[] hash, long length)
    {
        Segment = segment;
        Hash = hash;
        Position = position;
        FileLength = length;
    }

    public Segment Segment { get; }

    public long FileLength { get; }

    /// <summary>Gets the sequence of the last committed frame.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the chain hash of the last committed frame.</summary>
    public byte[] Hash { get; private set; }

    /// <summary>Gets where the frames stop to verify; the file's length when all do.</summary>
    public long StopAt { get; private set; }

    public string StopReason { get; private set; } = "the last group has no commit";

    /// <summary>Gets why the frames stop to verify; <see cref="FrameFault.None"/> when all do.</summary>
    public FrameFault StopFault { get; private set; }

    /// <summary>Gets a value indicating whether the file holds committed groups only.</summary>
    public bool Whole => Segment.Length == FileLength;

    /// <exception cref="FileFaultException">
    /// The segment is not this one, or frames verify and contradict each other: no crash does that.
    /// </exception>
    public static SegmentScan Read(IStorageFile file, uint number, SegmentHeader expected)
    {
        var name = Manifest.NameOf(number);
        var length = file.Length;
        var bytes = new byte[SegmentHeader.Bytes];
        var header = SegmentHeader.Parse(bytes.AsSpan(0, file.Read(bytes, 0)), name);
        if (header.Generation != expected.Generation || header.File != number)
        {
            throw new FileFaultException(name, 0, "it is a segment of another log");
        }

        if (header.FirstSequence != expected.FirstSequence
            || !header.PreviousHash.AsSpan().SequenceEqual(expected.PreviousHash))
        {
            throw new FileFaultException(name, 0, "it does not continue the segment before it");
        }

        var scan = new SegmentScan(
            new Segment(number, header.FirstSequence), header.FirstSequence - 1, header.PreviousHash, length);
        scan.Run(file, header.Generation);
        return scan;
    }

    /// <summary>Reads what follows a frame that is known to be the last one of a group.</summary>
    /// <param name="file">The segment; nothing before that frame is read.</param>
    /// <param name="known">Where the frames up to it stand. Those that follow are added.</param>
    /// <param name="generation">The life of the log.</param>
    /// <param name="position">The frame.</param>
    /// <param name="hash">Its chain hash.</param>
    /// <returns>What was found; null when that very frame does not stand there, and nothing is known.</returns>
    /// <exception cref="FileFaultException">
    /// Frames behind it verify and contradict each other, or do not go on from it.
    /// </exception>
    public static SegmentScan? Resume(
        IStorageFile file, Segment known, long generation, long position, byte[] hash)
    {
        var (offset, _) = known.ExtentFrom(position, bytesMax: 0);
        using (var reader = new BlockReader(file, file.Length))
        {
            if (reader.Read(offset, out var header, out var frame) != FrameFault.None
                || header.Generation != generation
                || header.Sequence != position
                || !header.Commit
                || offset + header.Length != known.Length
                || !frame.Slice(FrameFormat.HashAt, FrameFormat.HashBytes).SequenceEqual(hash))
            {
                return null;
            }
        }

        var scan = new SegmentScan(known, position, hash, file.Length);
        scan.Run(file, generation);
        return scan;
    }

    private void Run(IStorageFile file, long generation)
    {
        using var reader = new BlockReader(file, FileLength);
        var hash = Hash.AsSpan().ToArray();
        var sequence = Position + 1;
        var offset = Segment.Length;
        while (offset < FileLength)
        {
            var fault = reader.Read(offset, out var header, out var frame);
            if (fault == FrameFault.Form)
            {
                throw new FileFaultException(Segment.Name, offset, "a frame's fields are unknown to this program");
            }

            if (fault != FrameFault.None)
            {
                StopFault = fault;
                StopReason = Explain(fault);
                break;
            }

            Verify(header, generation, sequence, offset);
            HashChain.Advance(hash, frame, header.Erased);
            if (!frame.Slice(FrameFormat.HashAt, FrameFormat.HashBytes).SequenceEqual(hash))
            {
                throw new FileFaultException(Segment.Name, offset, "the hash chain is broken");
            }

            _group.Add((int)(offset - Segment.Length));
            offset += header.Length;
            if (header.Commit)
            {
                Commit(sequence, offset, hash);
            }

            sequence++;
        }

        StopAt = offset;
        Segment.Trim();
    }

    private void Verify(in FrameHeader header, long generation, long sequence, long offset)
    {
        if (header.Generation != generation)
        {
            throw new FileFaultException(Segment.Name, offset, "a frame belongs to another log");
        }

        if (header.Sequence != sequence || header.GroupStart != Position + 1)
        {
            throw new FileFaultException(
                Segment.Name, offset, $"frame {sequence} was expected and frame {header.Sequence} is there");
        }
    }

    private void Commit(long sequence, long end, ReadOnlySpan<byte> hash)
    {
        Segment.Add(CollectionsMarshal.AsSpan(_group), Segment.Length, end - Segment.Length);
        _group.Clear();
        Position = sequence;
        Hash = hash.ToArray();
    }

    private static string Explain(FrameFault fault) => fault switch
    {
        FrameFault.Short => "the file ends inside a frame",
        FrameFault.Length => "a frame has an impossible length",
        FrameFault.Checksum => "a frame's checksum does not match",
        _ => throw new UnreachableException($"A scan does not stop at {fault}."),
    };
}
