using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>Owns the memory of one user and is its single writer. The key is <see cref="IScopeKeys.KeyOf"/>.</summary>
/// <remarks>
/// <para>Every call carries the scope, since the key shows no name; a scope whose key is not the grain's is
/// refused.</para>
/// <para>Durability: a result without an error means that the change is durable. Ordering: changes of one caller apply
/// in the order in which they were awaited; reads see applied changes only. Idempotency: an episode's id takes effect
/// once. Cancellation: a cancelled call may have taken effect.</para>
/// </remarks>
[Alias("agents.user-memory")]
public interface IUserMemoryGrain : IGrainWithStringKey
{
    /// <summary>Appends turns as one atomic group.</summary>
    /// <remarks>Errors: <c>id_reused</c>, <c>erased</c>, <c>quota_exceeded</c>, <c>storage_full</c>,
    /// <c>storage_unavailable</c>.</remarks>
    [Alias("append")]
    Task<MemoryResult<AppendReceipt>> AppendAsync(
        MemoryScope scope, AppendRequest request, CancellationToken cancellationToken);

    /// <summary>Returns the memories that bear on a question, best first.</summary>
    [Alias("search")]
    Task<MemoryResult<SearchResponse>> SearchAsync(
        MemoryScope scope, SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Returns a block of memories that fits a prompt.</summary>
    [Alias("recall")]
    Task<MemoryResult<RecallResponse>> RecallAsync(
        MemoryScope scope, RecallRequest request, RecallExclusions exclusions, CancellationToken cancellationToken);

    /// <summary>Says why a recall comes out as it does.</summary>
    [Alias("explain")]
    Task<MemoryResult<ExplainResponse>> ExplainAsync(
        MemoryScope scope, ExplainRequest request, CancellationToken cancellationToken);

    /// <summary>Returns a page of memories in the order of recording.</summary>
    [Alias("list")]
    Task<MemoryResult<ListResponse>> ListAsync(
        MemoryScope scope, ListRequest request, CancellationToken cancellationToken);

    /// <summary>Returns one memory. Errors: <c>not_found</c>, <c>erased</c>.</summary>
    [Alias("get")]
    Task<MemoryResult<MemoryItem>> GetAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Returns every change of one memory.</summary>
    [Alias("history")]
    Task<MemoryResult<HistoryResponse>> HistoryAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Returns the episodes that a memory comes from.</summary>
    [Alias("sources")]
    Task<MemoryResult<SourcesResponse>> SourcesAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Makes the block that was recalled for a turn again. Errors: <c>not_found</c> where none was.</summary>
    [Alias("recalled")]
    Task<MemoryResult<RecalledResponse>> RecalledAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Changes the text, the pin, the hold or the expiry of a memory.</summary>
    [Alias("edit")]
    Task<MemoryResult<MemoryItem>> EditAsync(
        MemoryScope scope, string id, EditRequest request, CancellationToken cancellationToken);

    /// <summary>Takes a memory out of recall; <see cref="RestoreAsync"/> brings it back. Forgetting it again changes
    /// nothing.</summary>
    /// <remarks>Errors: <c>held</c>.</remarks>
    [Alias("forget")]
    Task<MemoryResult<MemoryItem>> ForgetAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Brings a forgotten or archived memory back. Restoring an active one changes nothing.</summary>
    [Alias("restore")]
    Task<MemoryResult<MemoryItem>> RestoreAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Erases one memory for good: text, vector, index, snapshot and ciphertext.</summary>
    /// <remarks>Errors: <c>held</c>.</remarks>
    [Alias("erase")]
    Task<MemoryResult<EraseResponse>> EraseAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Erases a conversation for good, or the whole user where <paramref name="conversation"/> is
    /// null.</summary>
    [Alias("erase-all")]
    Task<MemoryResult<EraseResponse>> EraseAllAsync(
        MemoryScope scope, string? conversation, CancellationToken cancellationToken);

    /// <summary>Returns counts, bytes and positions.</summary>
    [Alias("stats")]
    Task<MemoryResult<StatsResponse>> StatsAsync(MemoryScope scope, CancellationToken cancellationToken);

    /// <summary>Returns the policies that concern the user, what they count, and what they would do now.</summary>
    [Alias("retention")]
    Task<MemoryResult<RetentionResponse>> RetentionAsync(MemoryScope scope, CancellationToken cancellationToken);

    /// <summary>Puts a policy in the place of the user's, to be kept to in the background from then on; one without
    /// limits takes it away.</summary>
    /// <remarks>Errors: <c>policy_refused</c> where nothing would be left.</remarks>
    [Alias("set-retention")]
    Task<MemoryResult<RetentionResponse>> SetRetentionAsync(
        MemoryScope scope, SetRetentionRequest request, CancellationToken cancellationToken);
}
