using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;

namespace Agents.Storage.Cipher;

/// <summary>Tells two key rings apart, and tells nothing of their keys.</summary>
internal static class KeyRingDigest
{
    private static readonly MemoryScope Fixed = new("agents", "the key ring of this backup");

    /// <summary>The digest of what the ring's key of names, which never changes, makes of a fixed text.</summary>
    public static string Of(IKeyRing ring) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ring.NameOf(Fixed))));
}
