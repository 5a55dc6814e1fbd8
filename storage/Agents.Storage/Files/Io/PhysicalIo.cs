using Microsoft.Win32.SafeHandles;

namespace Agents.Storage.Files.Io;

/// <summary>The file system of this machine.</summary>
internal sealed class PhysicalIo : IStorageIo
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    public static PhysicalIo Instance { get; } = new();

    public bool FolderExists(string path) => Directory.Exists(path);

    public bool FileExists(string path) => File.Exists(path);

    public IReadOnlyList<string> FilesOf(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file))] : [];

    public IReadOnlyList<string> FoldersOf(string path) =>
        Directory.Exists(path)
            ? [.. Directory.EnumerateDirectories(path).Select(folder => Path.GetFileName(folder))]
            : [];

    public void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    public IStorageFile Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        // A handle alone cannot be opened with a mode; the stream that opens it is not used for anything else.
        return new PhysicalFile(new FileStream(path, options));
    }

    public IStorageFile Open(string path, bool writable) => new PhysicalFile(new FileStream(
        path,
        FileMode.Open,
        writable ? FileAccess.ReadWrite : FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete,
        bufferSize: 0));

    public void RenameFile(string from, string to) => File.Move(from, to, overwrite: true);

    public void RenameFolder(string from, string to) => Directory.Move(from, to);

    public void DeleteFile(string path) => File.Delete(path);

    public void DeleteFolder(string path) => Directory.Delete(path, recursive: true);

    public void FlushFolder(string path) => NativeFolder.Flush(path);

    private sealed class PhysicalFile(FileStream stream) : IStorageFile
    {
        private readonly SafeFileHandle _handle = stream.SafeFileHandle;

        public long Length => RandomAccess.GetLength(_handle);

        public int Read(Span<byte> target, long offset)
        {
            var read = 0;
            while (read < target.Length)
            {
                var count = RandomAccess.Read(_handle, target[read..], offset + read);
                if (count == 0)
                {
                    break;
                }

                read += count;
            }

            return read;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

        public void Flush() => RandomAccess.FlushToDisk(_handle);

        public void Dispose() => stream.Dispose();
    }
}
