using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.AzureBlobs.GrainRecords;

/// <summary>
/// A record as it lies in its blob: <c>AGLR</c>, version 1, three zero bytes, then three fields, each behind its
/// length in four bytes: the id of the key-encryption key, the wrapped data key, the sealed payload (nonce, ciphertext,
/// tag); then the CRC.
/// </summary>
/// <remarks>
/// Each write draws a data key of its own. The payload is bound to the record's type and id, and the data key to the
/// record's name, so a record that is put in the place of another one does not open.
/// </remarks>
/// <param name="KeyId">The key that wraps the data key.</param>
/// <param name="WrappedKey">The data key.</param>
/// <param name="Payload">The sealed payload.</param>
internal sealed record SealedRecord(string KeyId, byte[] WrappedKey, byte[] Payload)
{
    /// <summary>The longest blob.</summary>
    public const int BytesMax = BlobRecordOptions.RecordBytesLimit + (64 * 1024);

    private const int FieldsAt = 8;
    private const int Fields = 3;

    /// <summary>Gets what tells this write from every other one, and stays when the data key is wrapped anew.</summary>
    public string Stamp => Convert.ToHexStringLower(Payload.AsSpan(0, FrameFormat.NonceBytes));

    private static ReadOnlySpan<byte> Magic => "AGLR"u8;

    private static ReadOnlySpan<byte> KeyLabel => "agents-record-key"u8;

    private static ReadOnlySpan<byte> Label => "agents-record"u8;

    public static SealedRecord Seal(IKeyRing ring, string name, MemoryScope key, ReadOnlySpan<byte> plain)
    {
        var dataKey = RandomNumberGenerator.GetBytes(LogCipher.KeyBytes);
        try
        {
            var payload = new byte[plain.Length + FrameFormat.SealBytes];
            RandomNumberGenerator.Fill(payload.AsSpan(0, FrameFormat.NonceBytes));
            using var gcm = new AesGcm(dataKey, FrameFormat.TagBytes);
            gcm.Encrypt(
                payload.AsSpan(0, FrameFormat.NonceBytes),
                plain,
                payload.AsSpan(FrameFormat.NonceBytes, plain.Length),
                payload.AsSpan(^FrameFormat.TagBytes..),
                Bind(Label, ScopeBytes.Of(key)));
            return new SealedRecord(ring.CurrentKeyId, ring.Wrap(dataKey, BindName(name)), payload);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <exception cref="CryptographicException">The ring does not open it, or it is another record's.</exception>
    public byte[] Open(IKeyRing ring, string name, MemoryScope key)
    {
        var dataKey = ring.Unwrap(KeyId, WrappedKey, BindName(name));
        try
        {
            var plain = new byte[Payload.Length - FrameFormat.SealBytes];
            using var gcm = new AesGcm(dataKey, FrameFormat.TagBytes);
            gcm.Decrypt(
                Payload.AsSpan(0, FrameFormat.NonceBytes),
                Payload.AsSpan(FrameFormat.NonceBytes, plain.Length),
                Payload.AsSpan(^FrameFormat.TagBytes..),
                plain,
                Bind(Label, ScopeBytes.Of(key)));
            return plain;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Wraps the data key under the ring's current key.</summary>
    /// <exception cref="CryptographicException">The ring does not open it.</exception>
    public SealedRecord Rewrap(IKeyRing ring, string name)
    {
        var dataKey = ring.Unwrap(KeyId, WrappedKey, BindName(name));
        try
        {
            return this with { KeyId = ring.CurrentKeyId, WrappedKey = ring.Wrap(dataKey, BindName(name)) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    public byte[] ToBytes()
    {
        byte[][] fields = [Encoding.UTF8.GetBytes(KeyId), WrappedKey, Payload];
        var bytes = new byte[FieldsAt + fields.Sum(field => sizeof(int) + field.Length) + sizeof(uint)];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        var at = FieldsAt;
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), field.Length);
            field.CopyTo(bytes, at + sizeof(int));
            at += sizeof(int) + field.Length;
        }

        return CheckedBlock.Sign(bytes);
    }

    /// <exception cref="FileFaultException">The bytes are no record.</exception>
    public static SealedRecord Parse(ReadOnlySpan<byte> bytes, string name)
    {
        var end = CheckedBlock.Verify(bytes, Magic, FieldsAt, name);
        var at = FieldsAt;
        var fields = new byte[Fields][];
        for (var i = 0; i < Fields; i++)
        {
            var length = end - at < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            at += sizeof(int);
            if (length < 0 || length > end - at)
            {
                throw new FileFaultException(name, at, "a field is longer than the record");
            }

            fields[i] = bytes.Slice(at, length).ToArray();
            at += length;
        }

        return fields[^1].Length >= FrameFormat.SealBytes
            ? new SealedRecord(Encoding.UTF8.GetString(fields[0]), fields[1], fields[2])
            : throw new FileFaultException(name, at, "the payload is shorter than its seal");
    }

    private static byte[] BindName(string name) => Bind(KeyLabel, Encoding.ASCII.GetBytes(name));

    private static byte[] Bind(ReadOnlySpan<byte> label, byte[] rest) => [.. label, FrameFormat.Version, .. rest];
}
