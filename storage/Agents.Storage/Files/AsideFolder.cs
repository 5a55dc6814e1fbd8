using System.Globalization;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Files;

/// <summary>Keeps what a repair took out of a log, until a later erasure: it may hold what is to be erased.</summary>
/// <remarks>
/// A name starts with the number of erasures before it, so that an interrupted erasure is finished at the next open.
/// </remarks>
internal static class AsideFolder
{
    /// <summary>
    /// The most files kept of one place; one that is torn more often keeps the first ones and the latest.
    /// </summary>
    private const int FilesMax = 64;

    public static string NameOf(uint erasures, string stem) =>
        string.Create(CultureInfo.InvariantCulture, $"e{erasures}-{stem}");

    /// <returns>The file's name within the log's folder.</returns>
    public static string Keep(IStorageIo io, LogFolder folder, uint erasures, string stem, ReadOnlySpan<byte> bytes)
    {
        io.CreateFolder(folder.Aside);
        var names = io.FilesOf(folder.Aside).ToHashSet(StringComparer.Ordinal);
        var candidates = Enumerable.Range(1, FilesMax)
            .Select(number => NameOf(erasures, string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}.cut")))
            .ToArray();
        var name = Array.Find(candidates, candidate => !names.Contains(candidate)) ?? candidates[^1];
        io.WriteAtomically(Path.Combine(folder.Aside, name), bytes);
        io.FlushFolder(folder.Location);
        return "aside/" + name;
    }

    /// <summary>Deletes what was kept before the last erasure.</summary>
    public static void Clear(IStorageIo io, LogFolder folder, uint erasures)
    {
        var current = NameOf(erasures, "");
        var cleared = false;
        foreach (var name in io.FilesOf(folder.Aside))
        {
            if (!name.StartsWith(current, StringComparison.Ordinal))
            {
                io.DeleteFile(Path.Combine(folder.Aside, name));
                cleared = true;
            }
        }

        if (cleared)
        {
            io.FlushFolder(folder.Aside);
        }
    }
}
