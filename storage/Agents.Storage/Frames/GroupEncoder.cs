using System.Buffers.Binary;
using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Cipher;

namespace Agents.Storage.Frames;

/// <summary>Writes a group of frames as the bytes that are appended in one piece.</summary>
internal static class GroupEncoder
{
    /// <summary>Refuses a group that breaks a limit.</summary>
    public static void Check(IReadOnlyList<NewFrame> group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Count is 0 or > LogLimits.GroupFramesMax)
        {
            throw new ArgumentException(
                $"A group has 1 to {LogLimits.GroupFramesMax} frames, not {group.Count}.", nameof(group));
        }

        var bytes = 0L;
        for (var i = 0; i < group.Count; i++)
        {
            if (group[i].Payload.Length > LogLimits.FrameBytesMax)
            {
                throw new ArgumentException(
                    $"Frame {i} has {group[i].Payload.Length} bytes; the limit is {LogLimits.FrameBytesMax}.",
                    nameof(group));
            }

            if (!Enum.IsDefined(group[i].Type))
            {
                throw new ArgumentException($"Frame {i} has the unknown type {(byte)group[i].Type}.", nameof(group));
            }

            bytes += group[i].Payload.Length;
        }

        if (bytes > LogLimits.GroupBytesMax)
        {
            throw new ArgumentException(
                $"The group has {bytes} bytes; the limit is {LogLimits.GroupBytesMax}. Append it in parts.",
                nameof(group));
        }
    }

    public static int SizeOf(IReadOnlyList<NewFrame> group)
    {
        var bytes = group.Count * FrameFormat.OverheadBytes;
        for (var i = 0; i < group.Count; i++)
        {
            bytes += group[i].Payload.Length;
        }

        return bytes;
    }

    /// <summary>Encodes the group.</summary>
    /// <param name="cipher">The cipher of the log.</param>
    /// <param name="group">The frames.</param>
    /// <param name="sequence">The sequence of the first frame.</param>
    /// <param name="hash">The chain hash before the group; overwritten by the one behind it.</param>
    /// <param name="target">Takes exactly <see cref="SizeOf"/> bytes.</param>
    /// <param name="starts">Takes the start of each frame in <paramref name="target"/>.</param>
    public static void Encode(
        LogCipher cipher,
        IReadOnlyList<NewFrame> group,
        long sequence,
        Span<byte> hash,
        Span<byte> target,
        Span<int> starts)
    {
        var at = 0;
        for (var i = 0; i < group.Count; i++)
        {
            starts[i] = at;
            var payload = group[i].Payload.Span;
            var frame = target.Slice(at, FrameFormat.OverheadBytes + payload.Length);
            WriteHeader(frame, group[i].Type, i == group.Count - 1, (uint)i, cipher.Generation, sequence + i);
            cipher.Seal((byte)group[i].Type, sequence + i, payload, frame[FrameFormat.BodyAt..]);
            Finish(frame, hash);
            at += frame.Length;
        }
    }

    /// <summary>
    /// Writes the erased form of a frame: header and hash stay, the digest takes the place of the payload.
    /// </summary>
    /// <param name="live">The frame with its payload.</param>
    /// <param name="target">Takes <see cref="FrameFormat.ErasedFrameBytes"/> bytes.</param>
    public static void Erase(ReadOnlySpan<byte> live, Span<byte> target)
    {
        live[..FrameFormat.BodyAt].CopyTo(target);
        SHA256.HashData(live[FrameFormat.BodyAt..], target[FrameFormat.BodyAt..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[FrameFormat.LengthAt..], FrameFormat.ErasedFrameBytes);
        target[FrameFormat.MarkAt] = FrameFormat.MarkErased;
        BinaryPrimitives.WriteUInt32LittleEndian(target[FrameFormat.CrcAt..], FrameHeader.Crc(target));
    }

    private static void WriteHeader(
        Span<byte> frame, FrameType type, bool commit, uint groupIndex, long generation, long sequence)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame[FrameFormat.LengthAt..], frame.Length);
        frame[FrameFormat.MarkAt] = FrameFormat.MarkLive;
        frame[FrameFormat.VersionAt] = FrameFormat.Version;
        frame[FrameFormat.TypeAt] = (byte)type;
        frame[FrameFormat.FlagsAt] = commit ? FrameFormat.FlagCommit : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameFormat.GroupIndexAt..], groupIndex);
        BinaryPrimitives.WriteInt64LittleEndian(frame[FrameFormat.GenerationAt..], generation);
        BinaryPrimitives.WriteInt64LittleEndian(frame[FrameFormat.SequenceAt..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(frame[FrameFormat.SealedLengthAt..], frame.Length - FrameFormat.BodyAt);
    }

    private static void Finish(Span<byte> frame, Span<byte> hash)
    {
        HashChain.Advance(hash, frame, erased: false);
        hash.CopyTo(frame[FrameFormat.HashAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameFormat.CrcAt..], FrameHeader.Crc(frame));
    }
}
