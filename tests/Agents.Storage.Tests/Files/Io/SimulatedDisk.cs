using Agents.Storage.Files.Io;

namespace Agents.Storage.Tests.Files.Io;

/// <summary>
/// A file system in memory that keeps apart what a process sees and what survives a loss of power, and that can fail or
/// lose power at any step. A file's content is durable after a flush of the file, its name after a flush of the folder;
/// a rename is atomic, and flushing either folder makes it durable in both.
/// </summary>
internal sealed class SimulatedDisk : IStorageIo
{
    private const int NoSpace = 28;
    private const int IoError = 5;

    private readonly Lock _lock = new();
    private FolderNode _root = new();
    private readonly List<PendingRename> _renames = [];

    /// <summary>Gets how many changing steps were made.</summary>
    public int Steps { get; private set; }

    /// <summary>
    /// Gets or sets the step before which the power fails; 0 for never. Everything after it fails too.
    /// </summary>
    public int PowerFailsAt { get; set; }

    /// <summary>Gets or sets the step that fails alone with an input/output error; 0 for none.</summary>
    public int ErrorAt { get; set; }

    /// <summary>Gets or sets a value indicating whether no more bytes fit on the disk.</summary>
    public bool Full { get; set; }

    /// <summary>Gets or sets what is told of each file before it is opened, and may hold that.</summary>
    public Action<string>? Opening { get; set; }

    public bool PowerFailed => PowerFailsAt > 0 && Steps >= PowerFailsAt;

    /// <summary>Restarts after the process was killed: all that was written stays, flushed or not.</summary>
    public SimulatedDisk Killed() => Restarted(_ => true);

    /// <summary>Restarts after a loss of power that took everything that was not flushed.</summary>
    public SimulatedDisk WithoutUnflushed() => Restarted(_ => false);

    /// <summary>Restarts after a loss of power that took at random what was not flushed, content by sectors.</summary>
    public SimulatedDisk WithSomeUnflushed(Random random) => Restarted(_ => random.Next(2) == 0, random);

    /// <summary>Copies what a process sees.</summary>
    public SimulatedDisk Clone() => Killed();

    /// <summary>Lists the paths of all files.</summary>
    public IReadOnlyList<string> AllFiles()
    {
        lock (_lock)
        {
            return [.. _root.FilesBelow("/")];
        }
    }

    public byte[] Content(string path)
    {
        lock (_lock)
        {
            return [.. FileAt(path).Content];
        }
    }

    public void SetContent(string path, byte[] content)
    {
        lock (_lock)
        {
            FileAt(path).Content = content;
        }
    }

    public bool FolderExists(string path)
    {
        lock (_lock)
        {
            return Find(path) is FolderNode;
        }
    }

    public bool FileExists(string path)
    {
        lock (_lock)
        {
            return Find(path) is FileNode;
        }
    }

    public IReadOnlyList<string> FilesOf(string path) => Names<FileNode>(path);

    public IReadOnlyList<string> FoldersOf(string path) => Names<FolderNode>(path);

    public void CreateFolder(string path)
    {
        lock (_lock)
        {
            if (Find(path) is FolderNode)
            {
                return;
            }

            if (Find(Parent(path)) is null)
            {
                CreateFolder(Parent(path));
            }

            Step();
            FolderAt(Parent(path)).Seen[Path.GetFileName(path)] = new FolderNode();
        }
    }

    public IStorageFile Create(string path)
    {
        lock (_lock)
        {
            Step();
            ThrowIfFull();
            var folder = FolderAt(Parent(path));
            var node = new FileNode();
            return folder.Seen.TryAdd(Path.GetFileName(path), node)
                ? new OpenFile(this, node)
                : throw new IOException($"{path} exists.");
        }
    }

    public IStorageFile Open(string path, bool writable)
    {
        Opening?.Invoke(path);
        lock (_lock)
        {
            return new OpenFile(this, FileAt(path));
        }
    }

    public void RenameFile(string from, string to) => Move(from, to);

    public void RenameFolder(string from, string to) => Move(from, to);

    public void DeleteFile(string path)
    {
        lock (_lock)
        {
            Step();
            _ = FileAt(path);
            Forget(path);
        }
    }

    public void DeleteFolder(string path)
    {
        lock (_lock)
        {
            foreach (var file in FolderAt(path).FilesBelow(path).ToArray())
            {
                DeleteFile(file);
            }

            Step();
            Forget(path);
        }
    }

    public void FlushFolder(string path)
    {
        lock (_lock)
        {
            Step();
            var folder = FolderAt(path);
            folder.Durable = new Dictionary<string, Node>(folder.Seen, StringComparer.Ordinal);
            foreach (var rename in _renames.Where(rename => rename.From == folder || rename.To == folder).ToArray())
            {
                rename.Commit();
                _renames.Remove(rename);
            }
        }
    }

    private static string Parent(string path) => Path.GetDirectoryName(path) ?? "/";

    private SimulatedDisk Restarted(Func<object, bool> keeps, Random? random = null)
    {
        lock (_lock)
        {
            var restart = new Restart(keeps, random);
            foreach (var rename in _renames)
            {
                rename.Undo(restart);
            }

            foreach (var rename in _renames.Where(rename => keeps(rename)))
            {
                rename.Redo(restart);
            }

            return new SimulatedDisk { _root = (FolderNode)_root.CopyFor(restart) };
        }
    }

    /// <summary>
    /// Removes a name. A rename that gave it and was not flushed is moot: it must not come back by being redone.
    /// </summary>
    private void Forget(string path)
    {
        var folder = FolderAt(Parent(path));
        folder.Seen.Remove(Path.GetFileName(path), out var node);
        foreach (var rename in _renames.Where(rename => rename.To == folder && rename.Node == node).ToArray())
        {
            rename.Commit();
            _renames.Remove(rename);
            if (rename.To.Durable.GetValueOrDefault(rename.ToName) != node)
            {
                rename.To.Durable[rename.ToName] = node!;
            }
        }
    }

    private void Move(string from, string to)
    {
        lock (_lock)
        {
            Step();
            var source = FolderAt(Parent(from));
            var target = FolderAt(Parent(to));
            if (!source.Seen.Remove(Path.GetFileName(from), out var node))
            {
                throw new FileNotFoundException("No such file.", from);
            }

            target.Seen[Path.GetFileName(to)] = node;
            _renames.Add(new PendingRename(source, Path.GetFileName(from), target, Path.GetFileName(to), node));
        }
    }

    private string[] Names<T>(string path)
        where T : Node
    {
        lock (_lock)
        {
            var entries = (Find(path) as FolderNode)?.Seen ?? [];
            return [.. entries.Where(entry => entry.Value is T).Select(entry => entry.Key).Order()];
        }
    }

    private Node? Find(string path)
    {
        Node? node = _root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is FolderNode folder ? folder.Seen.GetValueOrDefault(part) : null;
        }

        return node;
    }

    private FileNode FileAt(string path) =>
        Find(path) as FileNode ?? throw new FileNotFoundException("No such file.", path);

    private FolderNode FolderAt(string path) =>
        Find(path) as FolderNode ?? throw new DirectoryNotFoundException($"No folder {path}.");

    private void Step()
    {
        if (PowerFailed)
        {
            throw new IOException("The power failed.");
        }

        Steps++;
        if (PowerFailed)
        {
            throw new IOException("The power failed.");
        }

        if (Steps == ErrorAt)
        {
            throw new IOException("The disk reports an error.", IoError);
        }
    }

    private void ThrowIfFull()
    {
        if (Full)
        {
            throw new IOException("No space left on device.", NoSpace);
        }
    }

    private sealed class OpenFile(SimulatedDisk disk, FileNode node) : IStorageFile
    {
        private bool _closed;

        public long Length
        {
            get
            {
                lock (disk._lock)
                {
                    return node.Content.Length;
                }
            }
        }

        public int Read(Span<byte> target, long offset)
        {
            lock (disk._lock)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                var count = (int)Math.Clamp(node.Content.Length - offset, 0, target.Length);
                node.Content.AsSpan((int)Math.Min(offset, node.Content.Length), count).CopyTo(target);
                return count;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (disk._lock)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                try
                {
                    disk.Step();
                    disk.ThrowIfFull();
                }
                catch (IOException)
                {
                    // A write that fails may have written a part.
                    node.Put(bytes[..(bytes.Length / 2)], offset);
                    throw;
                }

                node.Put(bytes, offset);
            }
        }

        public void SetLength(long length)
        {
            lock (disk._lock)
            {
                disk.Step();
                var content = node.Content;
                Array.Resize(ref content, (int)length);
                node.Content = content;
            }
        }

        public void Flush()
        {
            lock (disk._lock)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                disk.Step();
                node.Durable = [.. node.Content];
            }
        }

        public void Dispose() => _closed = true;
    }
}
