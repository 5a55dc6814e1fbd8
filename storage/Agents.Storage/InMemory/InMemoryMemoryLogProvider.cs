using System.Collections.Concurrent;
using Agents.Contracts;
using Agents.Memory.Log;

namespace Agents.Storage.InMemory;

/// <summary>
/// Keeps logs in memory for as long as the provider lives: for tests, with the semantics of a durable log.
/// </summary>
/// <remarks>
/// Nothing is encrypted and nothing survives the process. Opening a log that is open makes the earlier writer stale.
/// </remarks>
/// <param name="keys">Names the logs; null, and none is found by its name.</param>
public sealed class InMemoryMemoryLogProvider(IKeyRing? keys = null) : IMemoryLogProvider
{
    private readonly ConcurrentDictionary<MemoryScope, InMemoryStore> _stores = new();
    private readonly ConcurrentQueue<AppendFault> _faults = new();

    /// <summary>
    /// Gets or sets what every append awaits after its checks and before it takes effect: a test can hold a commit
    /// with it.
    /// </summary>
    /// <value>The default is null: nothing is awaited.</value>
    public Func<MemoryScope, IReadOnlyList<NewFrame>, Task>? BeforeCommit { get; set; }

    /// <summary>Gets or sets what every opening awaits before it takes the log from whoever had it.</summary>
    /// <value>The default is null: nothing is awaited.</value>
    public Func<MemoryScope, Task>? BeforeOpen { get; set; }

    /// <summary>Gets or sets a value indicating whether every deletion fails.</summary>
    public bool RefusesDeletion { get; set; }

    /// <summary>Gets how many groups were committed, in all logs together.</summary>
    public long Groups => Interlocked.Read(ref _groups);

    private long _groups;

    /// <summary>Makes the next append of any log fail. Several faults are used up one by one.</summary>
    public void FailNextAppend(AppendFault fault) => _faults.Enqueue(fault);

    /// <summary>Damages a log: every later open throws <see cref="LogDamagedException"/>.</summary>
    public void Damage(MemoryScope scope) => StoreOf(scope).Damage();

    public async ValueTask<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await (BeforeOpen?.Invoke(scope) ?? Task.CompletedTask);
        return new InMemoryMemoryLog(this, scope, StoreOf(scope));
    }

    public ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(keys is null ? null : _stores.Keys.FirstOrDefault(scope => keys.NameOf(scope) == name));

    internal AppendFault? NextFault() => _faults.TryDequeue(out var fault) ? fault : null;

    internal void CountGroup() => Interlocked.Increment(ref _groups);

    private InMemoryStore StoreOf(MemoryScope scope) => _stores.GetOrAdd(scope, _ => new InMemoryStore());
}
