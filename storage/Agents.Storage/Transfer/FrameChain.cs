using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Transfer;

/// <summary>Walks over the frames of a log that is copied, and verifies checksums, order, groups and hash
/// chain.</summary>
internal sealed class FrameChain(long generation)
{
    private const string Where = "the frames";

    private readonly byte[] _hash = HashChain.Start(generation);
    private long _committed;

    /// <summary>Hears of each frame that verified.</summary>
    public delegate void Visitor(in FrameHeader header, ReadOnlySpan<byte> frame);

    /// <summary>Gets the sequence of the last frame.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the bytes of all frames so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Gets the chain hash of the last frame.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Gets a value indicating whether the last frame ends a group.</summary>
    public bool IsCommitted => _committed == Position;

    /// <exception cref="FileFaultException">A frame does not verify.</exception>
    public void Add(ReadOnlySpan<byte> piece, Visitor? visit = null)
    {
        while (!piece.IsEmpty)
        {
            if (FrameHeader.Read(piece, piece.Length, out var header) != FrameFault.None)
            {
                throw Fault("does not verify");
            }

            var frame = piece[..header.Length];
            if (header.Generation != generation
                || header.Sequence != Position + 1
                || header.GroupStart != _committed + 1)
            {
                throw Fault("does not continue the log");
            }

            HashChain.Advance(_hash, frame, header.Erased);
            if (!frame.Slice(FrameFormat.HashAt, FrameFormat.HashBytes).SequenceEqual(_hash))
            {
                throw Fault("breaks the hash chain");
            }

            Position = header.Sequence;
            Bytes += frame.Length;
            if (header.Commit)
            {
                _committed = Position;
            }

            visit?.Invoke(header, frame);
            piece = piece[frame.Length..];
        }
    }

    /// <exception cref="FileFaultException">The last group is not whole.</exception>
    public void End()
    {
        if (!IsCommitted)
        {
            throw new FileFaultException(Where, Bytes, "the last group has no commit");
        }
    }

    private FileFaultException Fault(string what) => new(Where, Bytes, $"frame {Position + 1} {what}");
}
