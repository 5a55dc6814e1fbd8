using System.Buffers.Binary;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.AzureBlobs;

/// <summary>
/// Where the frames of a log stand, up to a committed one, and its chain hash: who has it needs not read what comes
/// before to go on. It stands behind the snapshot in the same blob, so the two are always of one moment.
/// </summary>
/// <remarks>
/// <para>
/// Behind the snapshot's bytes follow the index, sealed under the log's data key (nonce, ciphertext, tag; type 0x82,
/// number: the snapshot's position, more: erasures), and 20 bytes: <c>AGLI</c>, version 1, three zero bytes, length of
/// the sealed index (8), CRC. Inside stand the snapshot's position (8) and its chain hash (32), the position (8) and
/// its chain hash (32), the number of segments (4), and of each its number (4), the sequence of its first frame (8),
/// whether it is torn (1), the number of its frames (4), and their lengths in base 128, the low digits first.
/// </para>
/// <para>
/// It is of use only when it opens and no erasure came since. That the log has its last frame at that place with that
/// chain hash is checked on the log itself, and what follows is chained to it. So what it says is either true or not
/// used; frames before it are verified when they are read.
/// </para>
/// </remarks>
/// <param name="SnapshotPosition">The position of the snapshot before it.</param>
/// <param name="SnapshotHash">The chain hash of that frame.</param>
/// <param name="Position">The last frame that it knows: the last one of a group, not before the snapshot's.</param>
/// <param name="Hash">The chain hash of that frame.</param>
/// <param name="Segments">The segments up to the one that holds that frame.</param>
internal sealed record LogIndex(
    long SnapshotPosition, byte[] SnapshotHash, long Position, byte[] Hash, IReadOnlyList<IndexedSegment> Segments)
{
    private const int TrailerBytes = 20;
    private const int LengthAt = 8;

    private static ReadOnlySpan<byte> Magic => "AGLI"u8;

    /// <summary>Makes the index of what is committed.</summary>
    public static LogIndex Of(BlobLogTail tail, IReadOnlySet<uint> torn, long snapshotPosition, byte[] snapshotHash)
    {
        var position = tail.View.Position;
        var segments = tail.View.Segments.Where(segment => segment.FirstSequence <= position).ToArray();
        return new LogIndex(
            snapshotPosition,
            snapshotHash,
            position,
            tail.Hash,
            [.. segments.Select((segment, i) => IndexedSegment.Of(
                segment,
                i + 1 < segments.Length ? segments[i + 1].FirstSequence - 1 : position,
                torn.Contains(segment.File)))]);
    }

    /// <summary>Writes the index behind a snapshot.</summary>
    public void AppendTo(MemoryFile snapshot, LogCipher cipher, uint erasures)
    {
        var plain = ToBytes();
        var block = new byte[plain.Length + FrameFormat.SealBytes];
        cipher.Seal(SealKind.Index, SnapshotPosition, plain, block, Bind(erasures));
        snapshot.Write(block, snapshot.Length);
        var trailer = new byte[TrailerBytes];
        Magic.CopyTo(trailer);
        trailer[Magic.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(trailer.AsSpan(LengthAt), block.Length);
        snapshot.Write(CheckedBlock.Sign(trailer), snapshot.Length);
    }

    /// <summary>How many bytes of a blob are the snapshot: all of them where no index follows.</summary>
    public static int SnapshotBytesOf(ReadOnlySpan<byte> blob) =>
        TrySplit(blob, out var snapshotBytes, out _) ? snapshotBytes : blob.Length;

    /// <summary>Reads the index behind a snapshot; null where there is none that opens.</summary>
    public static LogIndex? TryRead(ReadOnlySpan<byte> blob, LogCipher cipher, uint erasures)
    {
        if (!TrySplit(blob, out var snapshotBytes, out var sealedBytes)
            || !SnapshotFile.TryReadName(
                blob[..Math.Min(SnapshotFile.HeaderBytes, snapshotBytes)], cipher.Generation, out var name))
        {
            return null;
        }

        var plain = new byte[sealedBytes - FrameFormat.SealBytes];
        var block = blob.Slice(snapshotBytes, sealedBytes);
        return cipher.TryOpen(SealKind.Index, name.Position, block, plain, Bind(erasures)) ? Parse(plain) : null;
    }

    private static bool TrySplit(ReadOnlySpan<byte> blob, out int snapshotBytes, out int sealedBytes)
    {
        (snapshotBytes, sealedBytes) = (0, 0);
        if (blob.Length < TrailerBytes)
        {
            return false;
        }

        try
        {
            CheckedBlock.Verify(blob[^TrailerBytes..], Magic, TrailerBytes - sizeof(uint), "index");
        }
        catch (FileFaultException)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(blob[^TrailerBytes..][LengthAt..]);
        if (length < FrameFormat.SealBytes || length > blob.Length - TrailerBytes)
        {
            return false;
        }

        sealedBytes = (int)length;
        snapshotBytes = blob.Length - TrailerBytes - sealedBytes;
        return true;
    }

    private static byte[] Bind(uint erasures)
    {
        var more = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(more, erasures);
        return more;
    }

    private byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(SnapshotPosition);
        writer.Write(SnapshotHash);
        writer.Write(Position);
        writer.Write(Hash);
        writer.Write(Segments.Count);
        foreach (var segment in Segments)
        {
            writer.Write(segment.File);
            writer.Write(segment.FirstSequence);
            writer.Write(segment.Torn);
            writer.Write(segment.Lengths.Length);
            foreach (var length in segment.Lengths)
            {
                writer.Write7BitEncodedInt(length);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <remarks>The bytes are authentic, so they are what <see cref="ToBytes"/> wrote.</remarks>
    private static LogIndex Parse(byte[] plain)
    {
        using var reader = new BinaryReader(new MemoryStream(plain, writable: false));
        var snapshotPosition = reader.ReadInt64();
        var snapshotHash = reader.ReadBytes(FrameFormat.HashBytes);
        var position = reader.ReadInt64();
        var hash = reader.ReadBytes(FrameFormat.HashBytes);
        var segments = new IndexedSegment[reader.ReadInt32()];
        for (var i = 0; i < segments.Length; i++)
        {
            var (file, first, torn) = (reader.ReadUInt32(), reader.ReadInt64(), reader.ReadBoolean());
            var lengths = new int[reader.ReadInt32()];
            for (var frame = 0; frame < lengths.Length; frame++)
            {
                lengths[frame] = reader.Read7BitEncodedInt();
            }

            segments[i] = new IndexedSegment(file, first, torn, lengths);
        }

        return new LogIndex(snapshotPosition, snapshotHash, position, hash, segments);
    }
}
