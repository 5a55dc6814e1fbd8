using System.Buffers.Binary;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>The form of a snapshot's file: a header, then sealed blocks of 1 MiB of payload, at least one.</summary>
internal static class SnapshotFile
{
    private const int BlockBytes = 1024 * 1024;
    private const int GenerationAt = 8;
    private const int PositionAt = 16;
    private const int ErasuresAt = 24;
    private const int LengthAt = 28;
    private const int HashAt = 36;
    public const int HeaderBytes = HashAt + FrameFormat.HashBytes + sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "AGLP"u8;

    /// <summary>Writes a snapshot and flushes the file.</summary>
    /// <param name="file">An empty file.</param>
    /// <param name="cipher">The cipher of the log.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="erasures">The log's number of erasures.</param>
    /// <param name="hash">
    /// The chain hash of the frame at the snapshot's position: it binds the snapshot to that very log.
    /// </param>
    public static void Write(
        IStorageFile file, LogCipher cipher, LogSnapshot snapshot, uint erasures, ReadOnlySpan<byte> hash)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        header[Magic.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(GenerationAt), cipher.Generation);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(PositionAt), snapshot.Position);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ErasuresAt), erasures);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(LengthAt), snapshot.Payload.Length);
        hash.CopyTo(header.AsSpan(HashAt));
        file.Write(CheckedBlock.Sign(header), 0);

        var payload = snapshot.Payload.Span;
        var block = new byte[Math.Min(BlockBytes, payload.Length) + FrameFormat.SealBytes];
        Span<byte> more = stackalloc byte[LogCipher.MoreBytes];
        long offset = HeaderBytes;
        for (var i = 0; i < BlocksOf(payload.Length); i++)
        {
            var part = payload[(i * BlockBytes)..Math.Min(payload.Length, (i + 1) * BlockBytes)];
            var target = block.AsSpan(0, part.Length + FrameFormat.SealBytes);
            cipher.Seal(SealKind.Snapshot, snapshot.Position, part, target, Bind(more, erasures, i, payload.Length));
            file.Write(target, offset);
            offset += target.Length;
        }

        file.Flush();
    }

    /// <returns>
    /// The snapshot, or null when the file is not a whole snapshot of that name and place in the log.
    /// </returns>
    public static LogSnapshot? Read(IStorageFile file, LogCipher cipher, SnapshotName name, ReadOnlySpan<byte> hash)
    {
        var header = new byte[HeaderBytes];
        if (file.Read(header, 0) != header.Length || !IsOf(header, cipher.Generation, name, hash))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(LengthAt));
        if (length is < 0 or > LogLimits.SnapshotBytesMax
            || file.Length != HeaderBytes + length + ((long)BlocksOf(length) * FrameFormat.SealBytes))
        {
            return null;
        }

        var payload = new byte[length];
        var block = new byte[Math.Min(BlockBytes, payload.Length) + FrameFormat.SealBytes];
        Span<byte> more = stackalloc byte[LogCipher.MoreBytes];
        long offset = HeaderBytes;
        for (var i = 0; i < BlocksOf(length); i++)
        {
            var part = payload.AsSpan((i * BlockBytes)..Math.Min(payload.Length, (i + 1) * BlockBytes));
            var source = block.AsSpan(0, part.Length + FrameFormat.SealBytes);
            var bound = Bind(more, name.Erasures, i, length);
            if (file.Read(source, offset) != source.Length
                || !cipher.TryOpen(SealKind.Snapshot, name.Position, source, part, bound))
            {
                return null;
            }

            offset += source.Length;
        }

        return new LogSnapshot(name.Position, payload);
    }

    /// <summary>Reads from a header where in the log the snapshot belongs, for who has no name of it.</summary>
    /// <returns>False when the bytes are no header, or one of another life of the log.</returns>
    public static bool TryReadName(ReadOnlySpan<byte> header, long generation, out SnapshotName name)
    {
        name = default;
        try
        {
            CheckedBlock.Verify(header, Magic, HeaderBytes - sizeof(uint), "snapshot");
        }
        catch (FileFaultException)
        {
            return false;
        }

        name = new SnapshotName(
            BinaryPrimitives.ReadInt64LittleEndian(header[PositionAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[ErasuresAt..]));
        return BinaryPrimitives.ReadInt64LittleEndian(header[GenerationAt..]) == generation;
    }

    private static bool IsOf(ReadOnlySpan<byte> header, long generation, SnapshotName name, ReadOnlySpan<byte> hash)
    {
        try
        {
            CheckedBlock.Verify(header, Magic, HeaderBytes - sizeof(uint), name.ToString());
        }
        catch (FileFaultException)
        {
            return false;
        }

        return BinaryPrimitives.ReadInt64LittleEndian(header[GenerationAt..]) == generation
            && BinaryPrimitives.ReadInt64LittleEndian(header[PositionAt..]) == name.Position
            && BinaryPrimitives.ReadUInt32LittleEndian(header[ErasuresAt..]) == name.Erasures
            && header.Slice(HashAt, FrameFormat.HashBytes).SequenceEqual(hash);
    }

    private static int BlocksOf(long length) => (int)Math.Max(1, (length + BlockBytes - 1) / BlockBytes);

    private static ReadOnlySpan<byte> Bind(Span<byte> more, uint erasures, int block, long length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(more, erasures);
        BinaryPrimitives.WriteInt32LittleEndian(more[sizeof(uint)..], block);
        BinaryPrimitives.WriteInt64LittleEndian(more[(2 * sizeof(uint))..], length);
        return more;
    }
}
