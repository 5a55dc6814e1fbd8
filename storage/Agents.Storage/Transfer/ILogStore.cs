namespace Agents.Storage.Transfer;

/// <summary>The logs of one place as they lie there, for copying: listed by name, read without a claim and without
/// keys, and written as they are. And the journal of what was erased from them.</summary>
/// <remarks>
/// This is all that a provider adds to be migrated, backed up and restored. Frames stay sealed, so sequences,
/// generation and hash chain of a copy are those of the original.
/// </remarks>
public interface ILogStore
{
    /// <summary>Lists the names of the logs in ordinal order.</summary>
    /// <param name="after">Lists the names behind this one; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken);

    /// <summary>Tells cheaply which version of a log is there; null when there is none.</summary>
    /// <exception cref="Memory.Log.LogDamagedException">What tells it does not verify.</exception>
    /// <exception cref="Memory.Log.LogUnavailableException">The storage cannot be reached.</exception>
    ValueTask<LogVersion?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads a log as it stands at one moment; null when there is none. A torn tail is left out, and nothing
    /// is repaired, marked or claimed.</summary>
    /// <exception cref="Memory.Log.LogDamagedException">The log is damaged, or quarantined; also while the frames are
    /// enumerated.</exception>
    /// <exception cref="Memory.Log.LogUnavailableException">The storage cannot be reached, or the log does not stand
    /// still; also while the frames are enumerated.</exception>
    ValueTask<LogImage?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a log durably, in the place of one that is there. It is there whole or not at all.</summary>
    /// <exception cref="Memory.Log.LogUnavailableException">The storage refused it.</exception>
    ValueTask WriteAsync(string name, LogImage image, CancellationToken cancellationToken);

    /// <summary>Deletes a log in whatever state it is, and its key first; what is not there is no error.</summary>
    /// <exception cref="Memory.Log.LogUnavailableException">The storage refused it.</exception>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Adds an entry to the journal of erasures. It is durable when the task completes.</summary>
    /// <exception cref="Memory.Log.LogUnavailableException">The storage refused it, or the journal is
    /// damaged.</exception>
    ValueTask AppendErasureAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken);

    /// <summary>Reads every entry of the journal of erasures, in any order.</summary>
    /// <exception cref="Memory.Log.LogUnavailableException">The storage cannot be reached, or the journal is
    /// damaged.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadErasuresAsync(CancellationToken cancellationToken);
}
