using System.Runtime.CompilerServices;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Erasures;

/// <summary>The journal of erasures of a data folder. Safe for use by several threads.</summary>
internal sealed class FileErasureJournal(IStorageIo io, string path) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _end = -1;

    /// <summary>Appends an entry: one write, one flush.</summary>
    /// <exception cref="LogUnavailableException">It could not be written, or the journal is damaged.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => Guard(() => Append(entry)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<byte[]> entries;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            entries = Guard(() => ErasureFile.Read(io, path).Entries);
        }
        finally
        {
            _gate.Release();
        }

        foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool Append(ReadOnlyMemory<byte> entry)
    {
        if (_end < 0)
        {
            _end = ErasureFile.Read(io, path).End;
        }

        var isNew = !io.FileExists(path);
        var bytes = ErasureFile.Encode([entry]);
        using (var file = isNew ? io.Create(path) : io.Open(path, writable: true))
        {
            // What a crash left of an entry that nobody acknowledged, or a write that failed.
            if (file.Length > _end)
            {
                file.SetLength(_end);
            }

            file.Write(bytes, _end);
            file.Flush();
        }

        if (isNew)
        {
            io.FlushFolder(Path.GetDirectoryName(path)!);
        }

        _end += bytes.Length;
        return true;
    }

    private static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (FileFaultException e)
        {
            throw new LogUnavailableException(
                $"The journal of erasures {e.File} is damaged at offset {e.Offset}: {e.Message}. Restore it from the "
                + "newest backup; nothing can be erased before.",
                full: false,
                e);
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable("erasures", "the journal of erasures failed", e);
        }
    }
}
