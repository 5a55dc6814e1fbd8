using Agents.Contracts;
using Orleans.Concurrency;

namespace Agents.Grains.Abstractions;

/// <summary>Reads what a user has said since the last time, in the background or when asked. The key is
/// <see cref="IScopeKeys.KeyOf"/>, as that of the user's memory.</summary>
/// <remarks>
/// <para>Durability: a run that was started survives a crash and goes on with the user's next activation; every step is
/// one atomic group of the user's log. Ordering: one run at a time. Idempotency: a text is read once. Cancellation: a
/// cancelled call may have taken effect.</para>
/// </remarks>
[Alias("agents.consolidation")]
public interface IConsolidationGrain : IGrainWithStringKey
{
    /// <summary>Hears that texts are owed; they are read once the user is quiet.</summary>
    [Alias("owe"), OneWay]
    Task OweAsync(MemoryScope scope);

    /// <summary>Starts a run, or says what one would do.</summary>
    /// <remarks>Errors: <c>consolidation_running</c> where one that was asked for has not ended.</remarks>
    [Alias("start"), ResponseTimeout("00:05:00")]
    Task<MemoryResult<ConsolidationRun>> StartAsync(
        MemoryScope scope, StartConsolidationRequest request, CancellationToken cancellationToken);

    /// <summary>Returns the newest runs.</summary>
    [Alias("list")]
    Task<MemoryResult<ConsolidationList>> ListAsync(MemoryScope scope, int limit, CancellationToken cancellationToken);

    /// <summary>Returns the report of a run. Errors: <c>not_found</c>.</summary>
    [Alias("get")]
    Task<MemoryResult<ConsolidationRun>> GetAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Ends a run after its step; what it read stays. Cancelling one that has ended changes nothing.</summary>
    [Alias("cancel")]
    Task<MemoryResult<ConsolidationRun>> CancelAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Takes back what a run did. Undoing one again changes nothing.</summary>
    /// <remarks>Errors: <c>not_found</c>, <c>consolidation_running</c> where it has not ended.</remarks>
    [Alias("undo")]
    Task<MemoryResult<ConsolidationRun>> UndoAsync(MemoryScope scope, string id, CancellationToken cancellationToken);
}
