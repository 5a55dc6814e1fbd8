using System.Buffers.Binary;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Erasures;

/// <summary>Entries of a journal in a file: each one behind its length in four bytes.</summary>
internal static class ErasureFile
{
    /// <summary>Reads the entries; none where there is no file. What a crash left of the last one is passed
    /// over.</summary>
    /// <returns>The entries, and where the last whole one ends.</returns>
    /// <exception cref="FileFaultException">An entry before the last one does not verify.</exception>
    public static (List<byte[]> Entries, long End) Read(IStorageIo io, string path)
    {
        var entries = new List<byte[]>();
        if (!io.FileExists(path))
        {
            return (entries, 0);
        }

        using var file = io.Open(path, writable: false);
        var length = file.Length;
        var at = 0L;
        var prefix = new byte[sizeof(int)];
        while (length - at >= prefix.Length)
        {
            _ = file.Read(prefix, at);
            var size = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (size is < 1 or > ErasureEntry.BytesMax && length - at > ErasureEntry.BytesMax)
            {
                throw new FileFaultException(Path.GetFileName(path), at, "an entry has an impossible length");
            }

            if (size is < 1 or > ErasureEntry.BytesMax || size > length - at - prefix.Length)
            {
                break;
            }

            var bytes = new byte[size];
            _ = file.Read(bytes, at + prefix.Length);
            if (!TryVerify(bytes, path, at, isLast: at + prefix.Length + size == length))
            {
                break;
            }

            entries.Add(bytes);
            at += prefix.Length + size;
        }

        return (entries, at);
    }

    public static byte[] Encode(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        using var stream = new MemoryStream();
        var prefix = new byte[sizeof(int)];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt32LittleEndian(prefix, entry.Length);
            stream.Write(prefix);
            stream.Write(entry.Span);
        }

        return stream.ToArray();
    }

    private static bool TryVerify(byte[] bytes, string path, long at, bool isLast)
    {
        try
        {
            _ = ErasureEntry.Parse(bytes);
            return true;
        }
        catch (FileFaultException) when (isLast)
        {
            return false;
        }
        catch (FileFaultException e)
        {
            throw new FileFaultException(Path.GetFileName(path), at, $"an entry does not verify: {e.Message}");
        }
    }
}
