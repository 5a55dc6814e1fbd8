using Agents.Storage.Cipher;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Files;

/// <summary>The data folder, locked for this process.</summary>
/// <remarks>
/// The lock belongs to the open file and not to its name, so the system lets go of it when the process ends in whatever
/// way: a lock file left by <c>kill -9</c> never blocks.
/// </remarks>
public sealed class DataFolder : IDisposable
{
    // errno EWOULDBLOCK, and Windows' ERROR_SHARING_VIOLATION: what an open file's lock answers.
    private const int LinuxLocked = 11;
    private const int MacLocked = 35;
    private const int WindowsSharing = unchecked((int)0x80070020);

    private const string LockFile = "agents.lock";
    private const string UsersFolder = "users";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Location = path;
        _lock = @lock;
    }

    /// <summary>Gets the full path.</summary>
    public string Location { get; }

    internal string Users => Path.Combine(Location, UsersFolder);

    /// <summary>Opens the folder, creates it when missing, and locks it.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it open.</exception>
    /// <exception cref="DataFolderException">It cannot be created or written.</exception>
    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            CreateDurably(full);
            CreateDurably(Path.Combine(full, UsersFolder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(full, e);
        }

        try
        {
            return new DataFolder(full, new FileStream(
                Path.Combine(full, LockFile),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0));
        }
        catch (IOException e) when (e.HResult is LinuxLocked or MacLocked or WindowsSharing)
        {
            throw new DataFolderInUseException(full, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(full, e);
        }
    }

    /// <summary>Opens the key ring of this folder; creates it only while the folder holds no log.</summary>
    /// <param name="file">The ring's file; null for <c>keyring.json</c> in the folder.</param>
    /// <param name="clock">Dates a new key.</param>
    /// <exception cref="DataFolderException">
    /// The ring is missing although there are logs (a new ring would open none of them), or it cannot be read or
    /// written.
    /// </exception>
    public LocalKeyRing OpenKeyRing(string? file, TimeProvider clock)
    {
        var path = Path.GetFullPath(file ?? Path.Combine(Location, "keyring.json"));
        if (File.Exists(path))
        {
            return LocalKeyRing.Open(path);
        }

        if (Directory.EnumerateFileSystemEntries(Users).Any())
        {
            throw new DataFolderException(
                $"The key ring {path} is missing, but {Location} holds logs that only it opens: restore its backup.");
        }

        return LocalKeyRing.Create(path, clock);
    }

    /// <summary>Unlocks the folder.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>
    /// Creates a folder and those above it that are missing, and flushes each one's name into the one above.
    /// </summary>
    private static void CreateDurably(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (Directory.Exists(path) || parent is null)
        {
            return;
        }

        CreateDurably(parent);
        PhysicalIo.Instance.CreateFolder(path);
        PhysicalIo.Instance.FlushFolder(parent);
    }

    /// <remarks>The system's own words name a file that nobody meant, or say of one that it exists.</remarks>
    private static DataFolderException NotWritable(string path, Exception e)
    {
        var reason = FileAtOrAbove(path) is { } file ? $"{file} is a file"
            : e is FileNotFoundException or DirectoryNotFoundException ? "no folder can be made there"
            : e is UnauthorizedAccessException ? "permission is denied"
            : e.Message.TrimEnd('.');
        return new(
            $"The data folder {path} cannot be written: {reason}. Choose another with --data, or mend its rights.", e);
    }

    private static string? FileAtOrAbove(string? path) =>
        path is null || File.Exists(path) ? path : FileAtOrAbove(Path.GetDirectoryName(path));
}
