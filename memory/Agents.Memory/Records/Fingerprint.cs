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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> prefix = stackalloc byte[4];
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(prefix, part is null ? -1 : Encoding.UTF8.GetByteCount(part));
            hash.AppendData(prefix);
            if (part is not null)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(part));
            }
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
