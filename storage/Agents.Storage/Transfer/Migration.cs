using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;

namespace Agents.Storage.Transfer;

/// <summary>Copies every log of a store into another one, with the journal of erasures.</summary>
/// <remarks>
/// A log is there whole or not at all, so a migration that is killed is run again and goes on; it can also be run while
/// the source is in use where reading claims nothing, and once more after that has ended. Nobody may use the target
/// meanwhile.
/// </remarks>
public sealed class Migration
{
    private readonly TransferContext _context;
    private readonly ILogStore _source;
    private readonly ILogStore _target;
    private readonly bool _overwrite;
    private readonly TransferCounts _counts = new();

    private Migration(TransferContext context, ILogStore source, ILogStore target, bool overwrite) =>
        (_context, _source, _target, _overwrite) = (context, source, target, overwrite);

    /// <summary>Runs a migration to its end. A log that cannot be copied is reported, and the target is without it.
    /// </summary>
    /// <param name="context">What every transfer is given, with the source's key ring.</param>
    /// <param name="source">The store to copy from.</param>
    /// <param name="target">The store to copy to.</param>
    /// <param name="targetKeyRing">The key ring that the target is used with.</param>
    /// <param name="overwrite">Whether to replace logs that the target has another or a newer state of.</param>
    /// <param name="cancellationToken">Ends the migration; run again it goes on.</param>
    /// <exception cref="TransferException">Nothing can be copied.</exception>
    public static Task<TransferReport> RunAsync(
        TransferContext context,
        ILogStore source,
        ILogStore target,
        IKeyRing targetKeyRing,
        bool overwrite,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (KeyRingDigest.Of(context.KeyRing) != KeyRingDigest.Of(targetKeyRing))
        {
            throw new TransferException(
                "the target has another key ring than the source, and would not find one log: both need the same");
        }

        return new Migration(context, source, target, overwrite).RunAsync(cancellationToken);
    }

    private async Task<TransferReport> RunAsync(CancellationToken cancellationToken)
    {
        await JoinJournalsAsync(cancellationToken).ConfigureAwait(false);
        var names = await Names.OfAsync(_source, cancellationToken).ConfigureAwait(false);
        await _counts.RunAsync(
            names,
            name => name,
            _context.AtOnce,
            CopyAsync,
            _context.Begin("logs", names.Count),
            cancellationToken).ConfigureAwait(false);

        // Once more: the source may have been in use, and then erased from.
        var journal = await JoinJournalsAsync(cancellationToken).ConfigureAwait(false);
        await RemoveDeletedAsync(journal, cancellationToken).ConfigureAwait(false);
        return _counts.Report();
    }

    private async Task<ErasureLedger> JoinJournalsAsync(CancellationToken cancellationToken)
    {
        var source = await Journals.IdentifyAsync(_source, _context.Clock, cancellationToken).ConfigureAwait(false);
        var target = await Journals.ReadAsync(_target, cancellationToken).ConfigureAwait(false);
        await Journals.AddAsync(_target, target, source, cancellationToken).ConfigureAwait(false);
        return source;
    }

    private async Task<TransferOutcome?> CopyAsync(string name, CancellationToken cancellationToken)
    {
        var standing = await LogStandings
            .OfAsync(_target, name, () => ReadAsync(name, cancellationToken), cancellationToken).ConfigureAwait(false);
        switch (standing)
        {
            case LogStanding.Same:
                return TransferOutcome.Unchanged;
            case LogStanding.Newer when !_overwrite:
                return TransferOutcome.Newer;
            case LogStanding.Other when !_overwrite && !await IsFormerLifeAsync(name, cancellationToken)
                .ConfigureAwait(false):
                throw new TransferException("the target has another history of it: --overwrite replaces that");
            default:
                break;
        }

        if (await _source.ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } image)
        {
            return null;
        }

        _counts.AddBytes(await VerifiedCopy
            .WriteAsync(_context.KeyRing, _target, name, image, cancellationToken).ConfigureAwait(false));
        return TransferOutcome.Copied;
    }

    private async Task<LogImage> ReadAsync(string name, CancellationToken cancellationToken) =>
        await _source.ReadAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new TransferException("it was deleted while it was copied; run the migration again");

    /// <summary>Tells whether the target has a life of the log that was deleted from the source since.</summary>
    private async Task<bool> IsFormerLifeAsync(string name, CancellationToken cancellationToken)
    {
        var there = await _target.FindAsync(name, cancellationToken).ConfigureAwait(false);
        var journal = await Journals.ReadAsync(_target, cancellationToken).ConfigureAwait(false);
        return journal.DeletedLogs.Any(entry => entry.Name == name && entry.Generation == there?.Generation);
    }

    /// <summary>Deletes from the target what was deleted from the source after it was copied.</summary>
    private async Task RemoveDeletedAsync(ErasureLedger journal, CancellationToken cancellationToken)
    {
        foreach (var entry in journal.DeletedLogs)
        {
            if ((await _target.FindAsync(entry.Name, cancellationToken).ConfigureAwait(false))?.Generation
                    == entry.Generation
                && (await _source.FindAsync(entry.Name, cancellationToken).ConfigureAwait(false))?.Generation
                    != entry.Generation)
            {
                await _target.DeleteAsync(entry.Name, cancellationToken).ConfigureAwait(false);
                _counts.Add(TransferOutcome.Erased);
            }
        }
    }
}
