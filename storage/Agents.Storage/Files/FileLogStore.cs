using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files.Io;
using Agents.Storage.Transfer;

namespace Agents.Storage.Files;

/// <summary>Copies logs out of and into the files of one locked data folder.</summary>
/// <remarks>A log that is written or deleted here must not be open. The journal may be written beside open
/// logs.</remarks>
public sealed class FileLogStore : ILogStore, IDisposable
{
    /// <summary>The journal's file in the data folder.</summary>
    public const string JournalName = "erasures.log";

    private const int TailBytes = 4096;

    private readonly IStorageIo _io;
    private readonly string _root;
    private readonly long _segmentBytesMax;
    private readonly FileErasureJournal _journal;

    /// <summary>Serves a folder that this process has locked.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="segmentBytesMax">The length in bytes from which on a log goes on in a new segment.</param>
    public FileLogStore(DataFolder folder, long segmentBytesMax)
        : this(PhysicalIo.Instance, LocationOf(folder), segmentBytesMax)
    {
    }

    internal FileLogStore(IStorageIo io, string root, long segmentBytesMax)
    {
        _io = io;
        _root = root;
        _segmentBytesMax = segmentBytesMax;
        _journal = new FileErasureJournal(io, Path.Combine(root, JournalName));
    }

    private string Users => Path.Combine(_root, "users");

    public async IAsyncEnumerable<string> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shelf in _io.FoldersOf(Users).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (after is not null && string.CompareOrdinal(shelf, after[..shelf.Length]) < 0)
            {
                continue;
            }

            foreach (var name in _io.FoldersOf(Path.Combine(Users, shelf)).Order(StringComparer.Ordinal))
            {
                if (after is null || string.CompareOrdinal(name, after) > 0)
                {
                    yield return name;
                }
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask<LogVersion?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var folder = new LogFolder(Users, name);
        return ValueTask.FromResult(Guard(folder, () => _io.FolderExists(folder.Location) ? VersionOf(folder) : null));
    }

    public ValueTask<LogImage?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var folder = new LogFolder(Users, name);
        return ValueTask.FromResult(Guard(folder, Read));

        LogImage? Read()
        {
            if (!_io.FolderExists(folder.Location))
            {
                return null;
            }

            Quarantine.ThrowIfMarked(_io, folder);
            var bytes = _io.ReadAll(folder.Of(LogHeader.FileName), LogHeader.FileBytesMax);
            var header = LogHeader.Parse(bytes);
            var manifest = ManifestOf(folder);
            return manifest.Generation == header.Generation
                ? new LogImage(header.Generation, bytes, FramesAsync(folder, manifest, cancellationToken))
                : throw new FileFaultException(Manifest.FileName, 0, "it is the manifest of another log");
        }
    }

    public async ValueTask WriteAsync(string name, LogImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var folder = new LogFolder(Users, name);
        var temporary = Path.Combine(_root, "creating", name);
        try
        {
            await LayOutAsync(temporary, image, cancellationToken).ConfigureAwait(false);
            await DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            _io.CreateFolder(folder.Shelf);
            _io.FlushFolder(Users);
            _io.RenameFolder(temporary, folder.Location);
            _io.FlushFolder(folder.Shelf);
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable(name, "its copy could not be written", e);
        }
        catch (FileFaultException e)
        {
            throw new LogDamagedException(folder.Report(e.File), e.Offset, e.Message);
        }
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var folder = new LogFolder(Users, name);
        Guard(folder, () =>
        {
            if (_io.FolderExists(folder.Location))
            {
                LogRemover.Remove(_io, folder, Path.Combine(_root, "deleted"), generation: 0);
            }

            return true;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask AppendErasureAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) =>
        _journal.AppendAsync(entry, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadErasuresAsync(CancellationToken cancellationToken) =>
        _journal.ReadAsync(cancellationToken);

    public void Dispose() => _journal.Dispose();

    private static string LocationOf(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.Location;
    }

    private LogVersion VersionOf(LogFolder folder)
    {
        var manifest = ManifestOf(folder);
        using var last = _io.Open(folder.Of(Manifest.NameOf(manifest.Segments[^1].File)), writable: false);
        var tail = new byte[Math.Min(TailBytes, last.Length)];
        _ = last.Read(tail, last.Length - tail.Length);

        // The last frame's nonce, tag and chain hash are in the tail: two histories of one length have different ones.
        // The header is another one when its key was wrapped anew, which changes nothing else.
        var header = _io.ReadAll(folder.Of(LogHeader.FileName), LogHeader.FileBytesMax);
        var stamp = string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.Erasures}-{manifest.NextFile}-{last.Length}-{Convert.ToHexStringLower(SHA256.HashData(tail))}-"
            + $"{Convert.ToHexStringLower(SHA256.HashData(header))}");
        return new LogVersion(manifest.Generation, stamp);
    }

    private Manifest ManifestOf(LogFolder folder) =>
        Manifest.Parse(_io.ReadAll(folder.Of(Manifest.FileName), Manifest.FileBytesMax));

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FramesAsync(
        LogFolder folder, Manifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var walk = new SegmentWalk(_io, folder, manifest);
        for (var i = 0; i < manifest.Segments.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var file = Guard(folder, () => walk.Open(i));
            using var pieces = Guard(folder, () => walk.Pieces(i, file)).GetEnumerator();
            while (Guard(folder, pieces.MoveNext))
            {
                yield return pieces.Current;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private async Task LayOutAsync(string temporary, LogImage image, CancellationToken cancellationToken)
    {
        if (_io.FolderExists(temporary))
        {
            _io.DeleteFolder(temporary);
        }

        _io.CreateFolder(temporary);
        var packer = new SegmentPacker(image, _segmentBytesMax);
        IStorageFile? file = null;
        var offset = 0L;
        try
        {
            await foreach (var packed in packer.PackAsync(cancellationToken).ConfigureAwait(false))
            {
                if (packed.Begins)
                {
                    file?.Flush();
                    file?.Dispose();
                    file = _io.Create(Path.Combine(temporary, Manifest.NameOf(packed.File)));
                    offset = 0;
                }

                file!.Write(packed.Bytes.Span, offset);
                offset += packed.Bytes.Length;
            }

            file!.Flush();
        }
        finally
        {
            file?.Dispose();
        }

        _io.WriteNew(Path.Combine(temporary, LogHeader.FileName), image.Header.Span);
        _io.WriteNew(Path.Combine(temporary, Manifest.FileName), packer.Manifest.ToBytes());
        _io.FlushFolder(temporary);
    }

    private static T Guard<T>(LogFolder folder, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (FileFaultException e)
        {
            throw new LogDamagedException(folder.Report(e.File), e.Offset, e.Message);
        }
        catch (FileNotFoundException e)
        {
            throw new LogDamagedException(folder.Report(Path.GetFileName(e.FileName) ?? ""), 0, "it is missing");
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable(folder.Name, "a file could not be read or written", e);
        }
    }
}
