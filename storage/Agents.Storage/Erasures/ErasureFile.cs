using System.Buffers.Binary;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Erasures;

/// <summary>Entries of a journal in a file: each one behind its length in four bytes.</summary>
internal static class ErasureFile
{
    /// <summary>Reads the entries; none where there is no file. What a crash left of the last one is passed
    /// over.</summary>
    /// <remarks>
    /// A crash can spoil the entry that was being written and no other, since each one is flushed before the next one
    /// is written. So an entry that verifies further on proves that what does not was acknowledged once: then it is
    /// damaged, and cutting there would lose what was promised.
    /// </remarks>
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

            var isWhole = size is >= 1 and <= ErasureEntry.BytesMax && size <= length - at - prefix.Length;
            var bytes = new byte[isWhole ? size : 0];
            _ = file.Read(bytes, at + prefix.Length);
            if (!isWhole || !TryVerify(bytes, path, at, isLast: at + prefix.Length + size == length))
            {
                ThrowIfAnotherFollows(file, path, at, length);
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

    private static void ThrowIfAnotherFollows(IStorageFile file, string path, long at, long length)
    {
        var rest = new byte[length - at];
        _ = file.Read(rest, at);

        // Behind the place of the one that fails.
        var from = (2 * sizeof(int)) + 1;
        while (from < rest.Length && rest.AsSpan(from).IndexOf(ErasureEntry.Magic) is >= 0 and var found)
        {
            from += found;
            var size = BinaryPrimitives.ReadInt32LittleEndian(rest.AsSpan(from - sizeof(int)));
            if (size > 0 && size <= rest.Length - from && IsEntry(rest.AsSpan(from, size)))
            {
                throw new FileFaultException(
                    Path.GetFileName(path), at, "an entry has a wrong length or does not verify, and others follow it");
            }

            from++;
        }
    }

    private static bool IsEntry(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _ = ErasureEntry.Parse(bytes);
            return true;
        }
        catch (FileFaultException)
        {
            return false;
        }
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
