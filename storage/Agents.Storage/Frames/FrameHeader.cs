using System.Buffers.Binary;
using Agents.Memory.Log;

namespace Agents.Storage.Frames;

/// <summary>The header of a frame whose checksum holds.</summary>
internal readonly record struct FrameHeader(
    int Length,
    bool Erased,
    byte Version,
    FrameType Type,
    bool Commit,
    uint GroupIndex,
    long Generation,
    long Sequence,
    int SealedLength)
{
    /// <summary>
    /// Gets the sequence of the first frame of the group. It tells two groups apart when the frame between them is
    /// lost.
    /// </summary>
    public long GroupStart => Sequence - GroupIndex;

    /// <summary>Reads the frame at the start of the bytes.</summary>
    /// <param name="bytes">The frame and whatever follows it.</param>
    /// <param name="remaining">
    /// How many bytes the file has from the frame's start; at least as many as <paramref name="bytes"/>.
    /// </param>
    /// <param name="header">The header when the answer is <see cref="FrameFault.None"/>.</param>
    public static FrameFault Read(ReadOnlySpan<byte> bytes, long remaining, out FrameHeader header)
    {
        header = default;
        if (remaining < FrameFormat.FrameBytesMin)
        {
            return FrameFault.Short;
        }

        if (bytes.Length < FrameFormat.FrameBytesMin)
        {
            return FrameFault.More;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[FrameFormat.LengthAt..]);
        if (length is < FrameFormat.FrameBytesMin or > FrameFormat.FrameBytesMax)
        {
            return FrameFault.Length;
        }

        if (length > remaining)
        {
            return FrameFault.Short;
        }

        if (length > bytes.Length)
        {
            return FrameFault.More;
        }

        var frame = bytes[..(int)length];
        if (Crc(frame) != BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameFormat.CrcAt..]))
        {
            return FrameFault.Checksum;
        }

        header = Parse(frame);
        return header.IsConsistent() ? FrameFault.None : FrameFault.Form;
    }

    /// <summary>The checksum of a frame covers all of it but the checksum's own place.</summary>
    public static uint Crc(ReadOnlySpan<byte> frame) =>
        Crc32C.Of(frame[..FrameFormat.CrcAt], frame[FrameFormat.MarkAt..]);

    private static FrameHeader Parse(ReadOnlySpan<byte> frame) => new(
        frame.Length,
        frame[FrameFormat.MarkAt] == FrameFormat.MarkErased,
        frame[FrameFormat.VersionAt],
        (FrameType)frame[FrameFormat.TypeAt],
        (frame[FrameFormat.FlagsAt] & FrameFormat.FlagCommit) != 0,
        BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameFormat.GroupIndexAt..]),
        BinaryPrimitives.ReadInt64LittleEndian(frame[FrameFormat.GenerationAt..]),
        BinaryPrimitives.ReadInt64LittleEndian(frame[FrameFormat.SequenceAt..]),
        BinaryPrimitives.ReadInt32LittleEndian(frame[FrameFormat.SealedLengthAt..]));

    private bool IsConsistent() => Version == FrameFormat.Version
        && SealedLength >= FrameFormat.SealBytes
        && Length == (Erased ? FrameFormat.ErasedFrameBytes : FrameFormat.BodyAt + SealedLength);
}
