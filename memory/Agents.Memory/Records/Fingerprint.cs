using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Memory.Records;

/// <summary>64-bit fingerprints: the first 8 bytes, big-endian, of SHA-256 over length-prefixed UTF-8 parts.</summary>
/// <remarks>Parts are length-prefixed, so no choice of separators makes two different lists equal.</remarks>
public static class Fingerprint
{
    /// <summary>Fingerprints a list of texts; null and empty differ.</summary>
    public static ulong Of(params ReadOnlySpan<string?> parts)
    {
        var size = 0;
        foreach (var part in parts)
        {
            size += sizeof(int) + (part is null ? 0 : Encoding.UTF8.GetByteCount(part));
        }

        // One call over one buffer: most texts are short, and setting a digest up costs more than hashing them.
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        var at = 0;
        foreach (var part in parts)
        {
            var length = part is null ? 0 : Encoding.UTF8.GetBytes(part, bytes.AsSpan(at + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), part is null ? -1 : length);
            at += sizeof(int) + length;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, at), digest);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
