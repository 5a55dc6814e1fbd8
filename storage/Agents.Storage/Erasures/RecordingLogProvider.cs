using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Transfer;

namespace Agents.Storage.Erasures;

/// <summary>Writes what is erased from logs into the journal of their store first, so that it is durable apart from
/// them before anybody is told.</summary>
/// <param name="inner">Opens the logs, each of which is an <see cref="IRecordableLog"/>.</param>
/// <param name="store">The store of the same logs.</param>
/// <param name="ring">Names the logs, and seals the entries.</param>
/// <param name="clock">Dates the entries.</param>
public sealed class RecordingLogProvider(
    IMemoryLogProvider inner, ILogStore store, IKeyRing ring, TimeProvider clock) : IMemoryLogProvider
{
    public Type Keeper => inner.Keeper;

    public async ValueTask<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken) =>
        new RecordingLog(
            (IRecordableLog)await inner.OpenAsync(scope, cancellationToken).ConfigureAwait(false),
            store,
            ring,
            ring.NameOf(scope),
            clock);

    public ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken) =>
        inner.FindAsync(name, cancellationToken);
}
