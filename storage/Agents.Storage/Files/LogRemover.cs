using System.Globalization;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Files;

/// <summary>
/// Deletes a whole log: it is renamed out of its place first, so that a crash never leaves half of it there.
/// </summary>
internal static class LogRemover
{
    /// <param name="io">The file system.</param>
    /// <param name="folder">The log.</param>
    /// <param name="deleted">
    /// The folder of deleted logs, emptied at the next start if a crash keeps this from doing it.
    /// </param>
    /// <param name="generation">Tells two lives of one user apart.</param>
    public static void Remove(IStorageIo io, LogFolder folder, string deleted, long generation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{folder.Name}-{generation:x16}");
        var grave = Path.Combine(deleted, name);
        io.RenameFolder(folder.Location, grave);
        io.FlushFolder(deleted);
        io.FlushFolder(folder.Shelf);

        // The key goes first: what a crash leaves then is ciphertext that nobody can open.
        io.DeleteFile(Path.Combine(grave, LogHeader.FileName));
        io.FlushFolder(grave);
        io.DeleteFolder(grave);
        io.FlushFolder(deleted);
    }
}
