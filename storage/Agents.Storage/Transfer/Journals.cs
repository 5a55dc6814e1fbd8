using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Transfer;

/// <summary>Reads journals of erasures, and brings them together.</summary>
internal static class Journals
{
    /// <summary>Reads a journal's file; empty where there is none.</summary>
    /// <exception cref="TransferException">It is damaged.</exception>
    public static ErasureLedger Read(IStorageIo io, string path)
    {
        var ledger = new ErasureLedger();
        try
        {
            ErasureFile.Read(io, path).Entries.ForEach(entry => ledger.Add(entry));
        }
        catch (FileFaultException e)
        {
            throw new TransferException($"the journal of erasures {path} is damaged at offset {e.Offset}", e);
        }

        return ledger;
    }

    /// <summary>Reads the journal of a store.</summary>
    /// <exception cref="TransferException">It is damaged.</exception>
    public static async Task<ErasureLedger> ReadAsync(ILogStore store, CancellationToken cancellationToken)
    {
        var ledger = new ErasureLedger();
        await foreach (var entry in store.ReadErasuresAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                ledger.Add(entry.Span);
            }
            catch (FileFaultException e)
            {
                throw new TransferException($"the store's journal of erasures is damaged: {e.Message}", e);
            }
        }

        return ledger;
    }

    /// <summary>Adds what a store's journal lacks.</summary>
    public static async Task AddAsync(
        ILogStore store, ErasureLedger known, ErasureLedger wanted, CancellationToken cancellationToken)
    {
        foreach (var entry in wanted.Without(known).ToArray())
        {
            await store.AppendErasureAsync(entry, cancellationToken).ConfigureAwait(false);
            known.Add(entry.Span);
        }
    }

    /// <summary>Reads the journal of a store, and gives it an identity when it has none: so that its copies can be told
    /// from those of another one.</summary>
    public static async Task<ErasureLedger> IdentifyAsync(
        ILogStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = await ReadAsync(store, cancellationToken).ConfigureAwait(false);
        if (!ledger.HasIdentity)
        {
            var identity = ErasureEntry.Identity(clock.GetUtcNow()).ToBytes();
            await store.AppendErasureAsync(identity, cancellationToken).ConfigureAwait(false);
            ledger.Add(identity);
        }

        return ledger;
    }
}
