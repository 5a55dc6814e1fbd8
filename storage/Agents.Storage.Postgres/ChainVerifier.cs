using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Postgres;

/// <summary>Verifies the frames of a log in order: checksums, groups and the hash chain.</summary>
/// <remarks>Payloads are not opened here: AES-GCM is verified when a payload is read.</remarks>
internal sealed class ChainVerifier(long generation)
{
    private readonly byte[] _hash = HashChain.Start(generation);
    private long _bytes;
    private long _groupStart = 1;
    private bool _isWhole = true;

    /// <summary>Gets the sequence of the last frame.</summary>
    public long Position { get; private set; }

    /// <exception cref="FileFaultException">The frame is not the next one of the log.</exception>
    public void Add(long sequence, byte[] frame)
    {
        var next = Position + 1;
        var row = PostgresLogContext.RowOf(next);
        if (sequence != next)
        {
            throw new FileFaultException(row, 0, $"it is missing, and frame {sequence} is there");
        }

        if (FrameHeader.Read(frame, frame.Length, out var header) != FrameFault.None || header.Length != frame.Length)
        {
            throw new FileFaultException(row, 0, "its checksum does not match");
        }

        if (header.Generation != generation || header.Sequence != next || header.GroupStart != _groupStart)
        {
            throw new FileFaultException(row, 0, "it is a frame of another place or another log");
        }

        HashChain.Advance(_hash, frame, header.Erased);
        if (!frame.AsSpan(FrameFormat.HashAt, FrameFormat.HashBytes).SequenceEqual(_hash))
        {
            throw new FileFaultException(row, 0, "the hash chain is broken");
        }

        Position = next;
        _bytes += frame.Length;
        _isWhole = header.Commit;
        _groupStart = header.Commit ? next + 1 : _groupStart;
    }

    /// <summary>Verifies that the frames are exactly those that the head counts.</summary>
    /// <exception cref="FileFaultException">They are not.</exception>
    public PostgresLogTail Finish(HeadRow head)
    {
        if (Position != head.Position || !_isWhole || !_hash.AsSpan().SequenceEqual(head.Hash) || _bytes != head.Bytes)
        {
            throw new FileFaultException(
                HeadRow.Name,
                0,
                $"it counts {head.Position} frames of {head.Bytes} bytes, and {Position} frames of {_bytes} bytes are "
                + "there, or they end otherwise");
        }

        return new PostgresLogTail(Position, _bytes, head.Hash);
    }
}
