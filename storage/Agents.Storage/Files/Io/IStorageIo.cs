namespace Agents.Storage.Files.Io;

/// <summary>
/// What the files log asks of the file system. It is the seam at which tests cut power, fill the disk and flip bits.
/// </summary>
/// <remarks>
/// A file's content is durable after <see cref="IStorageFile.Flush"/>; that it exists, its name and its removal after
/// <see cref="FlushFolder"/> of the folder that holds it.
/// </remarks>
internal interface IStorageIo
{
    bool FolderExists(string path);

    bool FileExists(string path);

    /// <summary>Lists the names of a folder's files; none when there is no such folder.</summary>
    IReadOnlyList<string> FilesOf(string path);

    /// <summary>Lists the names of a folder's folders; none when there is no such folder.</summary>
    IReadOnlyList<string> FoldersOf(string path);

    void CreateFolder(string path);

    /// <summary>Creates a file that only its owner can read.</summary>
    /// <exception cref="IOException">It exists.</exception>
    IStorageFile Create(string path);

    IStorageFile Open(string path, bool writable);

    /// <summary>Renames a file and replaces one that has the name.</summary>
    void RenameFile(string from, string to);

    void RenameFolder(string from, string to);

    void DeleteFile(string path);

    /// <summary>Deletes a folder with all that it holds.</summary>
    void DeleteFolder(string path);

    void FlushFolder(string path);
}
