using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Transfer;

/// <summary>Puts logs of a backup into a store, without what was erased since the backup was made.</summary>
/// <remarks>A log is there whole and without what was erased, or not at all; so a restore that is killed is run again.
/// Nobody may use the store meanwhile.</remarks>
public sealed class Restore
{
    private readonly TransferContext _context;
    private readonly ILogStore _store;
    private readonly RestoreRequest _request;
    private readonly BackupFolder _folder;
    private readonly TransferCounts _counts = new();
    private readonly ErasureLedger _ledger = new();

    private Restore(TransferContext context, ILogStore store, RestoreRequest request, BackupFolder folder) =>
        (_context, _store, _request, _folder) = (context, store, request, folder);

    /// <summary>Runs a restore to its end.</summary>
    /// <exception cref="TransferException">Nothing can be restored.</exception>
    public static async Task<TransferReport> RunAsync(
        TransferContext context, ILogStore store, RestoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        using var folder = BackupFolder.Open(PhysicalIo.Instance, Path.GetFullPath(request.Folder), create: false);
        return await new Restore(context, store, request, folder).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<TransferReport> RunAsync(CancellationToken cancellationToken)
    {
        var (head, logs) = _folder.ReadManifest()
            ?? throw new TransferException($"{_folder.Location} holds no finished backup");
        if (head.KeyRing != KeyRingDigest.Of(_context.KeyRing))
        {
            throw new TransferException(
                "the target's key ring is not the one that the backup was made under: give that one with --keys");
        }

        await LearnAsync(cancellationToken).ConfigureAwait(false);
        var wanted = logs.Values.Where(log => _request.Names?.Contains(log.Name) != false).ToArray();
        foreach (var missing in (_request.Names ?? new HashSet<string>()).Where(name => !logs.ContainsKey(name)))
        {
            _counts.Fail(missing, "the backup has no such log");
        }

        await _counts.RunAsync(
            wanted,
            log => log.Name,
            _context.AtOnce,
            RestoreAsync,
            _context.Begin("logs", wanted.Length),
            cancellationToken).ConfigureAwait(false);
        return _counts.Report();
    }

    /// <summary>Brings all journals together, and refuses to go on without one that is newer than the backup.</summary>
    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        var backup = _folder.ReadJournal();
        var target = await Journals.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        var isNewer = target.Covers(backup);
        foreach (var path in _request.Journals)
        {
            var given = Journals.Read(PhysicalIo.Instance, path);
            if (!given.Covers(backup))
            {
                throw new TransferException(
                    $"--erasures: {path} lacks entries that the backup has; give the newest journal of this store");
            }

            isNewer = true;
            _ledger.Add(given);
        }

        if (!isNewer && !_request.NoNewerErasures)
        {
            throw new TransferException(
                "what was erased since the backup is not known: name the newest copy of the journal with --erasures "
                + $"({FileLogStore.JournalName} of the data folder or of a later backup), or say --no-newer-erasures");
        }

        _ledger.Add(backup);
        _ledger.Add(target);

        // Before the first log: who restores once more, or backs the target up, has to know it all.
        await Journals.AddAsync(_store, target, _ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TransferOutcome?> RestoreAsync(ArchivedLog log, CancellationToken cancellationToken)
    {
        if (_ledger.IsDeleted(log.Name, log.Generation, log.Position, log.At))
        {
            return TransferOutcome.Erased;
        }

        using var fold = LogFold.Of(_context.KeyRing, log.Name, Archive(log));
        await fold.ReadAsync(Archive(log), cancellationToken).ConfigureAwait(false);
        Check(log, fold);
        var erased = _ledger.ErasedAfter(
            _context.KeyRing, log.Name, log.Generation, log.Position, log.At);
        var (image, changed) = ErasedImage.Of(fold, Archive(log), erased, _context.Clock.GetUtcNow());
        if (await StandingAsync(log, changed, cancellationToken).ConfigureAwait(false) is { } left)
        {
            return left;
        }

        _counts.AddBytes(await VerifiedCopy
            .WriteAsync(_context.KeyRing, _store, log.Name, image, cancellationToken).ConfigureAwait(false));
        return TransferOutcome.Copied;
    }

    private LogImage Archive(ArchivedLog log) =>
        LogArchive.Open(PhysicalIo.Instance, _folder.PathOf(log), log.Generation, log.Sha256);

    private static void Check(ArchivedLog log, LogFold fold)
    {
        if (fold.Chain.Position != log.Position || Convert.ToHexStringLower(fold.Chain.Hash) != log.Chain)
        {
            throw new TransferException("the backup's file holds another log than the manifest says");
        }

        if (log.Fold == LogFold.Version && fold.Digest() != log.State)
        {
            throw new TransferException("the backup folds to another state than the log did when it was made");
        }
    }

    /// <summary>Looks at what the target has. A state that the backup goes beyond is replaced, and no other unless that
    /// was asked for.</summary>
    /// <returns>Null when the log is to be written.</returns>
    private async Task<TransferOutcome?> StandingAsync(
        ArchivedLog log, bool changed, CancellationToken cancellationToken)
    {
        var standing = await LogStandings
            .OfAsync(_store, log.Name, () => Task.FromResult(Archive(log)), cancellationToken).ConfigureAwait(false);
        return standing switch
        {
            LogStanding.Missing or LogStanding.Older => null,
            LogStanding.Same when changed => null,
            LogStanding.Same => TransferOutcome.Unchanged,
            LogStanding.Damaged when _request.Overwrite || _request.Names is not null => null,
            LogStanding.Damaged => throw new TransferException(
                "the target's log is damaged: name its user with --user to restore it, or say --overwrite"),
            _ when _request.Overwrite => null,
            LogStanding.Newer => TransferOutcome.Newer,
            _ => throw new TransferException(
                "the target has another history of it, such as a later life of the user: --overwrite replaces that"),
        };
    }
}
