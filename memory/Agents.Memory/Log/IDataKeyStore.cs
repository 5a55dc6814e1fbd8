namespace Agents.Memory.Log;

/// <summary>
/// The data keys of one storage, each wrapped by a key of the key ring: they can be wrapped anew under the ring's
/// current key, so that an older one can leave the ring.
/// </summary>
public interface IDataKeyStore
{
    /// <summary>Gets what the keys belong to, as an operator reads it: <c>logs</c>.</summary>
    string Kind { get; }

    /// <summary>Lists the names of what has a data key, in ordinal order.</summary>
    /// <param name="after">Only names behind this one; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <remarks>What is created meanwhile may be missing: its key is wrapped by the current key.</remarks>
    /// <exception cref="LogUnavailableException">The storage cannot be reached.</exception>
    IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken);

    /// <summary>Wraps one data key under <see cref="IKeyRing.CurrentKeyId"/>, as one step that a crash cannot
    /// halve. Repeating it changes nothing.</summary>
    /// <remarks>What the key belongs to may be open and written to, in this process or in another one, and goes on.
    /// Several may run at once, for different names.</remarks>
    /// <exception cref="LogUnavailableException">The storage cannot be reached.</exception>
    ValueTask<RewrapOutcome> RewrapAsync(string name, CancellationToken cancellationToken);
}
