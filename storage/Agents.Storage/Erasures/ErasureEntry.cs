using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Erasures;

/// <summary>An entry of the journal of erasures. docs/backup.md has its bytes.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Name">The log; 64 zeros in an identity.</param>
/// <param name="Generation">The life of the log.</param>
/// <param name="Position">The log's position when the erasure was asked for: a later copy of the same history that goes
/// beyond it has the erasure in it, or shows that it came to nothing.</param>
/// <param name="At">When it was asked for: what was copied before is to be without it, of whichever history.</param>
/// <param name="Stamp">A random number, which tells any two entries apart.</param>
/// <param name="KeyId">The key of the ring that wraps the entry's own key; empty where nothing is sealed.</param>
/// <param name="WrappedKey">The entry's own key.</param>
/// <param name="Sealed">The fingerprints of what was erased, under the entry's own key.</param>
internal sealed record ErasureEntry(
    ErasureKind Kind,
    string Name,
    long Generation,
    long Position,
    DateTimeOffset At,
    byte[] Stamp,
    string KeyId,
    byte[] WrappedKey,
    byte[] Sealed)
{
    /// <summary>The longest entry: one that names two million memories.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    private const string Where = "erasures";
    private const int StampBytes = 16;
    private const int NameBytes = 32;
    private const int KindAt = 8;
    private const int NameAt = 12;
    private const int GenerationAt = NameAt + NameBytes;
    private const int PositionAt = GenerationAt + sizeof(long);
    private const int TicksAt = PositionAt + sizeof(long);
    private const int StampAt = TicksAt + sizeof(long);
    private const int FieldsAt = StampAt + StampBytes;

    /// <summary>Gets what every entry begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "AGLE"u8;

    private static ReadOnlySpan<byte> Label => "agents-erasure"u8;

    public static ErasureEntry Identity(DateTimeOffset at) =>
        Plain(ErasureKind.Identity, new string('0', 2 * NameBytes), 0, 0, at);

    public static ErasureEntry OfLog(string name, long generation, long position, DateTimeOffset at) =>
        Plain(ErasureKind.Log, name, generation, position, at);

    /// <param name="ring">Wraps the entry's key.</param>
    /// <param name="name">The log.</param>
    /// <param name="generation">The life of the log.</param>
    /// <param name="position">The log's position before the decision.</param>
    /// <param name="at">When it was asked for.</param>
    /// <param name="erased">What was erased.</param>
    public static ErasureEntry OfMemories(
        IKeyRing ring, string name, long generation, long position, DateTimeOffset at, ErasedMemories erased)
    {
        var plain = erased.ToBytes();
        var entry = Plain(ErasureKind.Memories, name, generation, position, at);
        var key = RandomNumberGenerator.GetBytes(LogCipher.KeyBytes);
        try
        {
            var associated = entry.Associated();
            var sealedBytes = new byte[plain.Length + FrameFormat.SealBytes];
            var nonce = sealedBytes.AsSpan(0, FrameFormat.NonceBytes);
            RandomNumberGenerator.Fill(nonce);
            using var aes = new AesGcm(key, FrameFormat.TagBytes);
            aes.Encrypt(
                nonce,
                plain,
                sealedBytes.AsSpan(FrameFormat.NonceBytes, plain.Length),
                sealedBytes.AsSpan(FrameFormat.NonceBytes + plain.Length),
                associated);
            return entry with
            {
                KeyId = ring.CurrentKeyId,
                WrappedKey = ring.Wrap(key, associated),
                Sealed = sealedBytes,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens what was erased.</summary>
    /// <exception cref="CryptographicException">The ring does not open it.</exception>
    public ErasedMemories Open(IKeyRing ring)
    {
        var associated = Associated();
        var key = ring.Unwrap(KeyId, WrappedKey, associated);
        try
        {
            using var aes = new AesGcm(key, FrameFormat.TagBytes);
            var plain = new byte[Sealed.Length - FrameFormat.SealBytes];
            aes.Decrypt(
                Sealed.AsSpan(0, FrameFormat.NonceBytes),
                Sealed.AsSpan(FrameFormat.NonceBytes, plain.Length),
                Sealed.AsSpan(FrameFormat.NonceBytes + plain.Length),
                plain,
                associated);
            return ErasedMemories.Parse(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public byte[] ToBytes()
    {
        byte[][] fields = [Encoding.UTF8.GetBytes(KeyId), WrappedKey, Sealed];
        var bytes = new byte[FieldsAt + fields.Sum(field => sizeof(int) + field.Length) + sizeof(uint)];
        WriteFixed(bytes);
        var at = FieldsAt;
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), field.Length);
            field.CopyTo(bytes, at + sizeof(int));
            at += sizeof(int) + field.Length;
        }

        return CheckedBlock.Sign(bytes);
    }

    /// <exception cref="FileFaultException">The bytes are no entry.</exception>
    public static ErasureEntry Parse(ReadOnlySpan<byte> bytes)
    {
        var end = CheckedBlock.Verify(bytes, Magic, FieldsAt, Where);
        var fields = new byte[3][];
        var at = FieldsAt;
        for (var i = 0; i < fields.Length; i++)
        {
            var length = end - at < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            if (length < 0 || length > end - at - sizeof(int))
            {
                throw new FileFaultException(Where, at, "a field is longer than the entry");
            }

            fields[i] = bytes.Slice(at + sizeof(int), length).ToArray();
            at += sizeof(int) + length;
        }

        var kind = (ErasureKind)bytes[KindAt];
        return Enum.IsDefined(kind)
            ? new ErasureEntry(
                kind,
                Convert.ToHexStringLower(bytes.Slice(NameAt, NameBytes)),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[GenerationAt..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[PositionAt..]),
                new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes[TicksAt..]), TimeSpan.Zero),
                bytes.Slice(StampAt, StampBytes).ToArray(),
                Encoding.UTF8.GetString(fields[0]),
                fields[1],
                fields[2])
            : throw new FileFaultException(Where, KindAt, "its kind is unknown to this program");
    }

    private static ErasureEntry Plain(
        ErasureKind kind, string name, long generation, long position, DateTimeOffset at) => new(
        kind, name, generation, position, at, RandomNumberGenerator.GetBytes(StampBytes), "", [], []);

    private byte[] Associated()
    {
        var bytes = new byte[FieldsAt];
        WriteFixed(bytes);
        return [.. Label, .. bytes];
    }

    private void WriteFixed(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        bytes[KindAt] = (byte)Kind;
        Convert.FromHexString(Name).CopyTo(bytes[NameAt..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[GenerationAt..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[PositionAt..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[TicksAt..], At.UtcTicks);
        Stamp.CopyTo(bytes[StampAt..]);
    }
}
