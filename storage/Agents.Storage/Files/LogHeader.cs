using System.Buffers.Binary;
using System.Text;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>
/// The header of a log: its generation, its wrapped data key and its sealed names. It is written before the first
/// frame.
/// </summary>
/// <param name="Generation">The life of the log that it begins.</param>
/// <param name="KeyId">The key-encryption key that wraps the data key.</param>
/// <param name="WrappedKey">The data key.</param>
/// <param name="SealedNames">Tenant and user, to be opened by who knows them: the check that a log is theirs.</param>
/// <param name="SealedScope">Tenant and user, to be opened by the log's name; empty in logs of earlier builds.</param>
internal sealed record LogHeader(
    long Generation, string KeyId, byte[] WrappedKey, byte[] SealedNames, byte[] SealedScope)
{
    public const string FileName = "header.bin";
    public const int FileBytesMax = 256 * 1024;

    private const int GenerationAt = 8;
    private const int FieldsAt = 16;

    private static ReadOnlySpan<byte> Magic => "AGLH"u8;

    public byte[] ToBytes()
    {
        var keyId = Encoding.UTF8.GetBytes(KeyId);
        byte[][] fields = [keyId, WrappedKey, SealedNames, SealedScope];
        var bytes = new byte[FieldsAt + fields.Sum(field => sizeof(int) + field.Length) + sizeof(uint)];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(GenerationAt), Generation);
        var at = FieldsAt;
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), field.Length);
            field.CopyTo(bytes, at + sizeof(int));
            at += sizeof(int) + field.Length;
        }

        return CheckedBlock.Sign(bytes);
    }

    /// <exception cref="FileFaultException">The bytes are no header.</exception>
    public static LogHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var end = CheckedBlock.Verify(bytes, Magic, FieldsAt, FileName);
        var at = FieldsAt;
        var fields = new byte[4][];
        fields[3] = [];

        // Earlier builds wrote three fields.
        for (var i = 0; i < fields.Length && (i < 3 || at < end); i++)
        {
            if (end - at < sizeof(int))
            {
                throw new FileFaultException(FileName, at, "a field is missing");
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            at += sizeof(int);
            if (length < 0 || length > end - at)
            {
                throw new FileFaultException(FileName, at, "a field is longer than the file");
            }

            fields[i] = bytes.Slice(at, length).ToArray();
            at += length;
        }

        return new LogHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[GenerationAt..]),
            Encoding.UTF8.GetString(fields[0]),
            fields[1],
            fields[2],
            fields[3]);
    }
}
