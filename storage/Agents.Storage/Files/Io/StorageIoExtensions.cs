namespace Agents.Storage.Files.Io;

/// <summary>What is built from the steps of <see cref="IStorageIo"/>.</summary>
internal static class StorageIoExtensions
{
    public const string TemporarySuffix = ".tmp";

    /// <summary>Replaces a file so that after a crash either the old or the new content is there, whole.</summary>
    public static void WriteAtomically(this IStorageIo io, string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + TemporarySuffix;
        io.WriteNew(temporary, bytes);
        io.RenameFile(temporary, path);
        io.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Writes a file and flushes it; what has the name is replaced, and the folder is left to the caller to flush.
    /// </summary>
    public static void WriteNew(this IStorageIo io, string path, ReadOnlySpan<byte> bytes)
    {
        if (io.FileExists(path))
        {
            io.DeleteFile(path);
        }

        using var file = io.Create(path);
        file.Write(bytes, 0);
        file.Flush();
    }

    /// <summary>Reads a small file whole.</summary>
    /// <exception cref="IOException">It is longer than the limit.</exception>
    public static byte[] ReadAll(this IStorageIo io, string path, int bytesMax)
    {
        using var file = io.Open(path, writable: false);
        if (file.Length > bytesMax)
        {
            throw new IOException(
                $"The file {Path.GetFileName(path)} has {file.Length} bytes; the limit is {bytesMax}.");
        }

        var bytes = new byte[file.Length];
        return bytes[..file.Read(bytes, 0)];
    }
}
