using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files.Io;
using Microsoft.Extensions.Logging;

namespace Agents.Storage.Files;

/// <summary>
/// Opens users' logs in the files of one data folder: <c>users/AB/NAME/</c>, where NAME is the key ring's name of the
/// scope.
/// </summary>
/// <remarks>
/// A log has one writer. Opening a log that is open makes the earlier writer stale: its appends throw
/// <see cref="LogConflictException"/>. Disposal waits for appends that run. Logs and errors carry the HMAC name only.
/// </remarks>
public sealed partial class FileMemoryLogProvider : IMemoryLogProvider, IDataKeyStore, IAsyncDisposable
{
    private const string CreatingFolder = "creating";
    private const string DeletedFolder = "deleted";
    private const int Stripes = 64;

    private readonly ILogger _logger;
    private readonly string _users;
    private readonly string _root;
    private readonly ConcurrentDictionary<string, FileMemoryLog> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim[] _opening = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];
    private volatile bool _disposed;

    /// <summary>
    /// Serves the logs of a locked data folder, and removes what interrupted creations and deletions left in it.
    /// </summary>
    /// <param name="folder">The folder. The provider does not own it: dispose it after the provider.</param>
    /// <param name="keyRing">Wraps the data keys and names the logs.</param>
    /// <param name="segmentBytesMax">The length in bytes from which on a log goes on in a new segment.</param>
    /// <param name="logger">Hears of repairs and damage.</param>
    public FileMemoryLogProvider(
        DataFolder folder, IKeyRing keyRing, long segmentBytesMax, ILogger<FileMemoryLogProvider> logger)
        : this(PhysicalIo.Instance, Location(folder), keyRing, segmentBytesMax, logger)
    {
    }

    internal FileMemoryLogProvider(IStorageIo io, string root, IKeyRing keyRing, long segmentBytesMax, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(keyRing);
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentBytesMax, 1);
        Io = io;
        KeyRing = keyRing;
        SegmentBytesMax = segmentBytesMax;
        _logger = logger;
        _root = root;
        _users = Path.Combine(root, "users");
        Prepare();
    }

    public string Kind => "logs";

    internal IStorageIo Io { get; }

    internal IKeyRing KeyRing { get; }

    internal long SegmentBytesMax { get; }

    /// <summary>Gets the folder in which logs are created before they are renamed into place.</summary>
    internal string Creating => Path.Combine(_root, CreatingFolder);

    /// <summary>Gets the folder into which a log is renamed before its files are deleted.</summary>
    internal string Deleted => Path.Combine(_root, DeletedFolder);

    public async ValueTask<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        var folder = new LogFolder(_users, KeyRing.NameOf(scope));
        var opening = OpeningOf(folder.Name);
        await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_open.TryGetValue(folder.Name, out var earlier))
            {
                await earlier.FenceAsync(cancellationToken).ConfigureAwait(false);
                LogFenced(folder.Name);
            }

            var log = await Task.Run(() => Open(scope, folder), cancellationToken).ConfigureAwait(false);
            _open[folder.Name] = log;
            return log;
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var folder = new LogFolder(_users, name);
        return await Task.Run(() => ScopeOf(folder), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<string> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shelf in await FoldersOfAsync(_users).ConfigureAwait(false))
        {
            foreach (var name in await FoldersOfAsync(Path.Combine(_users, shelf)).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (string.CompareOrdinal(name, after) > 0)
                {
                    yield return name;
                }
            }
        }
    }

    /// <inheritdoc />
    /// <remarks>A log that is open waits while its header is written.</remarks>
    public async ValueTask<RewrapOutcome> RewrapAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var opening = OpeningOf(name);
        await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Nobody can delete the log and create another one in its place between the two steps of a rewrap:
            // what is open is held, and what is not cannot be opened now.
            var folder = new LogFolder(_users, name);
            return _open.TryGetValue(name, out var log)
                ? await log.HoldAsync(() => Rewrap(folder), cancellationToken).ConfigureAwait(false)
                : await Task.Run(() => Rewrap(folder), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Closes the logs that are open, after the appends that run.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var opening in _opening)
        {
            // Who opens a log now adds it before this goes on; who comes later is refused.
            await opening.WaitAsync().ConfigureAwait(false);
            opening.Release();
        }

        foreach (var log in _open.Values)
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal void Forget(FileMemoryLog log) => _open.TryRemove(new KeyValuePair<string, FileMemoryLog>(log.Name, log));

    internal void ReportDamage(LogFolder folder, FileFaultException fault) =>
        LogDamaged(folder.Report(fault.File), fault.Offset, fault.Message);

    private static string Location(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.Location;
    }

    private SemaphoreSlim OpeningOf(string name) => _opening[(uint)StringComparer.Ordinal.GetHashCode(name) % Stripes];

    private async Task<string[]> FoldersOfAsync(string path)
    {
        try
        {
            return await Task.Run(() => Io.FoldersOf(path).Order(StringComparer.Ordinal).ToArray())
                .ConfigureAwait(false);
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable(Path.GetFileName(path), "its logs could not be listed", e);
        }
    }

    private RewrapOutcome Rewrap(LogFolder folder)
    {
        try
        {
            if (!Io.FolderExists(folder.Location))
            {
                return RewrapOutcome.Gone;
            }

            var header = LogHeader.Parse(Io.ReadAll(folder.Of(LogHeader.FileName), LogHeader.FileBytesMax));
            if (header.KeyId == KeyRing.CurrentKeyId)
            {
                return RewrapOutcome.Current;
            }

            var rewrapped = LogKeys.Rewrap(KeyRing, folder.Name, header);
            Io.WriteAtomically(folder.Of(LogHeader.FileName), rewrapped.ToBytes());
            return RewrapOutcome.Rewrapped;
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable(folder.Name, "its key could not be wrapped anew", e);
        }
        catch (Exception e) when (e is FileFaultException or CryptographicException)
        {
            LogNotRewrapped(folder.Name, e.Message);
            return RewrapOutcome.Refused;
        }
    }

    private MemoryScope? ScopeOf(LogFolder folder)
    {
        try
        {
            return Io.FolderExists(folder.Location)
                ? LogKeys.ScopeOf(
                    KeyRing,
                    folder.Name,
                    LogHeader.Parse(Io.ReadAll(folder.Of(LogHeader.FileName), LogHeader.FileBytesMax)))
                : null;
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable(folder.Name, "its header could not be read", e);
        }
        catch (Exception e) when (e is FileFaultException or CryptographicException)
        {
            return null;
        }
    }

    private FileMemoryLog Open(MemoryScope scope, LogFolder folder)
    {
        try
        {
            if (!Io.FolderExists(folder.Location))
            {
                return new FileMemoryLog(this, scope, folder, null, LogRecovery.None);
            }

            Quarantine.ThrowIfMarked(Io, folder);
            var (state, recovery) = new LogOpener(Io, folder).Open(KeyRing, scope);
            if (recovery.BytesCut > 0)
            {
                LogRepaired(folder.Name, recovery.BytesCut, recovery.KeptAside);
            }

            return new FileMemoryLog(this, scope, folder, state, recovery);
        }
        catch (FileFaultException e)
        {
            ReportDamage(folder, e);
            throw Quarantine.Mark(Io, folder, e);
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw StorageErrors.Unavailable(folder.Name, "it could not be opened", e);
        }
    }

    private void Prepare()
    {
        try
        {
            Io.CreateFolder(_users);
            foreach (var place in new[] { Creating, Deleted })
            {
                Io.CreateFolder(place);
                foreach (var leftover in Io.FoldersOf(place))
                {
                    Io.DeleteFolder(Path.Combine(place, leftover));
                }
            }

            Io.FlushFolder(_root);
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw new DataFolderException($"The data folder {_root} cannot be written: {e.Message}", e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Log {Log}: cut {Bytes} bytes of a torn tail and kept them in {KeptAside}.")]
    private partial void LogRepaired(string log, long bytes, string? keptAside);

    [LoggerMessage(LogLevel.Error, "Log file {File} is damaged at offset {Offset}: {Reason}. It is quarantined.")]
    private partial void LogDamaged(string file, long offset, string reason);

    [LoggerMessage(LogLevel.Warning, "Log {Log}: its data key was not wrapped anew: {Reason}")]
    private partial void LogNotRewrapped(string log, string reason);

    [LoggerMessage(LogLevel.Warning, "Log {Log} was opened again while it was open: the earlier writer is stale.")]
    private partial void LogFenced(string log);
}
