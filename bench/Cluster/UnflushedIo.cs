using Agents.Storage.Files.Io;

namespace Agents.Bench.Cluster;

/// <summary>The file system without its flushes: a population of users that a crash may take is made again.</summary>
internal sealed class UnflushedIo : IStorageIo
{
    private static readonly PhysicalIo Io = PhysicalIo.Instance;

    public bool FolderExists(string path) => Io.FolderExists(path);

    public bool FileExists(string path) => Io.FileExists(path);

    public IReadOnlyList<string> FilesOf(string path) => Io.FilesOf(path);

    public IReadOnlyList<string> FoldersOf(string path) => Io.FoldersOf(path);

    public void CreateFolder(string path) => Io.CreateFolder(path);

    public IStorageFile Create(string path) => new UnflushedFile(Io.Create(path));

    public IStorageFile Open(string path, bool writable) => new UnflushedFile(Io.Open(path, writable));

    public void RenameFile(string from, string to) => Io.RenameFile(from, to);

    public void RenameFolder(string from, string to) => Io.RenameFolder(from, to);

    public void DeleteFile(string path) => Io.DeleteFile(path);

    public void DeleteFolder(string path) => Io.DeleteFolder(path);

    public void FlushFolder(string path)
    {
    }

    private sealed class UnflushedFile(IStorageFile file) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> target, long offset) => file.Read(target, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => file.Write(bytes, offset);

        public void SetLength(long length) => file.SetLength(length);

        public void Flush()
        {
        }

        public void Dispose() => file.Dispose();
    }
}
