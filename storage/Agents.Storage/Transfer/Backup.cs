using System.Collections.Concurrent;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Transfer;

/// <summary>Copies the logs of a store into a folder, those that have moved since the last time.</summary>
/// <remarks>Killed at any moment it leaves the backup as it was, and the next run goes on where it stopped.</remarks>
public sealed class Backup
{
    private readonly TransferContext _context;
    private readonly ILogStore _store;
    private readonly BackupFolder _folder;
    private readonly TransferCounts _counts = new();
    private readonly ConcurrentDictionary<string, ArchivedLog> _logs = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private Backup(TransferContext context, ILogStore store, BackupFolder folder) =>
        (_context, _store, _folder) = (context, store, folder);

    /// <summary>Runs a backup to its end. A log that cannot be copied keeps what the backup had of it, and is
    /// reported.</summary>
    /// <exception cref="TransferException">Nothing can be backed up.</exception>
    public static async Task<TransferReport> RunAsync(
        TransferContext context, ILogStore store, BackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        using var folder = BackupFolder.Open(PhysicalIo.Instance, Path.GetFullPath(request.Folder), create: true);
        return await new Backup(context, store, folder).RunAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TransferReport> RunAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        var ring = KeyRingDigest.Of(_context.KeyRing);
        var before = _folder.ReadManifest();
        if (before is { } made && made.Head.KeyRing != ring)
        {
            throw new TransferException(
                $"{_folder.Location} is a backup of logs under another key ring: choose another folder");
        }

        await Journals.IdentifyAsync(_store, _context.Clock, cancellationToken).ConfigureAwait(false);
        var old = before?.Logs ?? [];
        await CopyAsync(old, cancellationToken).ConfigureAwait(false);

        // Read after the logs: whatever was erased before the last of them was copied is in it.
        var journal = await Journals.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        journal.Add(_folder.ReadJournal());
        await KeepOthersAsync(old, journal, cancellationToken).ConfigureAwait(false);
        _folder.WriteJournal(journal);
        if (request.KeyRingFile is { } keys)
        {
            _folder.WriteKeyRing(keys);
        }

        _folder.Commit(ring, [.. _logs.Values], _context.Clock.GetUtcNow());
        return _counts.Report();
    }

    private async Task CopyAsync(Dictionary<string, ArchivedLog> old, CancellationToken cancellationToken)
    {
        var names = await Names.OfAsync(_store, cancellationToken).ConfigureAwait(false);
        var known = new Dictionary<string, ArchivedLog>(old, StringComparer.Ordinal);
        foreach (var (name, log) in _folder.ReadProgress())
        {
            known[name] = log;
        }

        using var progress = _folder.OpenProgress();
        await _counts.RunAsync(
            names,
            name => name,
            _context.AtOnce,
            (name, stop) => CopyAsync(name, known.GetValueOrDefault(name), progress, stop),
            _context.Begin("logs", names.Count),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<TransferOutcome?> CopyAsync(
        string name, ArchivedLog? known, StreamWriter progress, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            return null;
        }

        if (known is not null
            && known.Generation == version.Generation
            && known.Stamp == version.Stamp
            && new FileInfo(_folder.PathOf(known)) is { Exists: true } file
            && file.Length == known.Bytes)
        {
            _logs[name] = known;
            return TransferOutcome.Unchanged;
        }

        // The version was read before the log: a log that moves in between is copied again the next time.
        var image = await _store.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (image is null || image.Generation != version.Generation)
        {
            return null;
        }

        var log = await ArchiveAsync(name, version, image, cancellationToken).ConfigureAwait(false);
        _logs[name] = log;
        Note(log, progress);
        _counts.AddBytes(log.Bytes);
        return TransferOutcome.Copied;
    }

    private void Note(ArchivedLog log, StreamWriter progress)
    {
        lock (_lock)
        {
            progress.WriteLine(BackupFolder.LineOf(log));
        }
    }

    /// <summary>Writes the file, reads it back, and compares what both fold to.</summary>
    private async Task<ArchivedLog> ArchiveAsync(
        string name, LogVersion version, LogImage image, CancellationToken cancellationToken)
    {
        using var fold = LogFold.Of(_context.KeyRing, name, image);
        var file = _folder.FileOf(name, version);
        var path = Path.Combine(_folder.Location, file);
        var (sha256, bytes) = await LogArchive.WriteAsync(
            PhysicalIo.Instance, path, image, piece => fold.Add(piece.Span), cancellationToken).ConfigureAwait(false);
        fold.End();
        var state = fold.Digest();

        var written = LogArchive.Open(PhysicalIo.Instance, path, version.Generation, sha256);
        using var again = LogFold.Of(_context.KeyRing, name, written);
        await again.ReadAsync(written, cancellationToken).ConfigureAwait(false);
        return again.Digest() == state
            ? new ArchivedLog(
                name,
                file,
                sha256,
                bytes,
                version.Generation,
                version.Stamp,
                fold.Chain.Position,
                Convert.ToHexStringLower(fold.Chain.Hash),
                state,
                LogFold.Version,
                _context.Clock.GetUtcNow())
            : throw new TransferException("its copy folds to another state than the log");
    }

    /// <summary>Keeps what the backup had of logs that are damaged or lost, and drops those that were deleted, also
    /// while this ran.</summary>
    private async Task KeepOthersAsync(
        Dictionary<string, ArchivedLog> old, ErasureLedger journal, CancellationToken cancellationToken)
    {
        foreach (var log in old.Values.Where(log => !_logs.ContainsKey(log.Name)))
        {
            _logs[log.Name] = log;
            if (!IsDeleted(log))
            {
                _counts.Fail(log.Name, "it is gone from the store, and nothing says that it was deleted");
            }
        }

        foreach (var log in _logs.Values.Where(IsDeleted))
        {
            // A deletion that failed has its entry too, and its log.
            var now = await _store.FindAsync(log.Name, cancellationToken).ConfigureAwait(false);
            if (now?.Generation != log.Generation && _logs.TryRemove(log.Name, out _))
            {
                _counts.Add(TransferOutcome.Erased);
            }
        }

        bool IsDeleted(ArchivedLog log) => journal.IsDeleted(log.Name, log.Generation, log.Position, log.At);
    }
}
