using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Agents.Embedding.Caching;

/// <summary>What a cache knows a text by, so that the text itself is not kept.</summary>
internal static class TextHash
{
    /// <summary>Gives 128 bits of SHA-256: nobody can craft a text that is answered with what another's gave.</summary>
    public static UInt128 Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
