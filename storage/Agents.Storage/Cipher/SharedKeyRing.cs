using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Storage.Files;

namespace Agents.Storage.Cipher;

/// <summary>Opens the key ring of a storage that several processes share, and refuses one that is another's.</summary>
/// <remarks>
/// With another ring a user has another name, and so an empty memory: nothing would fail, and everything would be gone.
/// So the storage holds a digest of what the ring's key of names makes of a fixed text. It tells nothing of the keys.
/// </remarks>
internal static class SharedKeyRing
{
    // The text is part of the digests that stand in containers and databases: it never changes.
    private static readonly MemoryScope Fixed = new("agents", "the key ring of this container");

    /// <summary>Opens the ring of a file; creates it only for a storage that has none yet.</summary>
    /// <exception cref="DataFolderException">
    /// The ring is missing or another one than the storage's, or its file cannot be read or written.
    /// </exception>
    public static LocalKeyRing Open(IKeyRingMark mark, string file, TimeProvider clock)
    {
        var known = mark.Read();
        var isThere = File.Exists(file);
        if (!isThere && known is not null)
        {
            throw new DataFolderException(
                $"The key ring {file} is missing, but {mark.Place} holds logs that only it opens: copy it from another "
                + "silo, or restore its backup.");
        }

        var ring = isThere ? LocalKeyRing.Open(file) : LocalKeyRing.Create(file, clock);
        if (known is null)
        {
            mark.Keep(DigestOf(ring));
            known = mark.Read();
        }

        if (known == DigestOf(ring))
        {
            return ring;
        }

        ring.Dispose();
        throw new DataFolderException(
            $"The key ring {file} is not the one of {mark.Place}: copy that one from another silo, or restore its "
            + "backup.");
    }

    private static string DigestOf(LocalKeyRing ring) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ring.NameOf(Fixed))));
}
