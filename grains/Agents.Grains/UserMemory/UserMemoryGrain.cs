using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Log;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Agents.Grains.UserMemory;

/// <summary>Opens a user's memory on first use and passes calls on to what works on it.</summary>
/// <remarks>
/// Reentrant by decision, so that a search does not wait for the disk of an append. What survives it: the projection
/// changes only in <see cref="CommitLoop"/>'s synchronous apply, and decisions pass one gate.
/// </remarks>
[Reentrant]
internal sealed partial class UserMemoryGrain(UserMemoryServices services, ILogger<UserMemoryGrain> logger)
    : Grain, IUserMemoryGrain, IConsolidatedMemoryGrain
{
    private Task<UserMemorySession>? _opening;
    private Task _erasing = Task.CompletedTask;
    private MemoryScope? _scope;
    private bool _dropped;

    public Task<MemoryResult<AppendReceipt>> AppendAsync(
        MemoryScope scope, AppendRequest request, CancellationToken cancellationToken) =>
        RunAsync(scope, session => new EpisodeAppender(session, services).AppendAsync(request), cancellationToken);

    public Task<MemoryResult<SearchResponse>> SearchAsync(
        MemoryScope scope, SearchRequest request, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            async session => await new Recaller(await ViewAsync(session, request, cancellationToken), services)
                .SearchAsync(request, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<RecallResponse>> RecallAsync(
        MemoryScope scope, RecallRequest request, RecallExclusions exclusions, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            async session => await new Recaller(await ViewAsync(session, request, cancellationToken), services)
                .RecallAsync(request, exclusions, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<ExplainResponse>> ExplainAsync(
        MemoryScope scope, ExplainRequest request, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            async session => await new Recaller(await ViewAsync(session, request, cancellationToken), services)
                .ExplainAsync(request, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<ListResponse>> ListAsync(
        MemoryScope scope, ListRequest request, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            async session => await new MemoryReader(
                await ViewAsync(session, request.AsOf, request.ValidAt, cancellationToken), services)
                .ListAsync(request, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<MemoryItem>> GetAsync(MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Reader(session).GetAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<HistoryResponse>> HistoryAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Reader(session).HistoryAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<SourcesResponse>> SourcesAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Reader(session).SourcesAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<RecalledResponse>> RecalledAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(
            scope, session => new RecalledBlocks(session, services).GetAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<MemoryItem>> EditAsync(
        MemoryScope scope, string id, EditRequest request, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Decider(session).EditAsync(id, request, cancellationToken), cancellationToken);

    public Task<MemoryResult<MemoryItem>> ForgetAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Decider(session).ForgetAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<MemoryItem>> RestoreAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Decider(session).RestoreAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<EraseResponse>> EraseAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Decider(session).EraseAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<EraseResponse>> EraseAllAsync(
        MemoryScope scope, string? conversation, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            session => conversation is null
                ? EraseUserAsync(session, cancellationToken)
                : Decider(session).EraseConversationAsync(conversation, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<StatsResponse>> StatsAsync(MemoryScope scope, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            session => Task.FromResult<MemoryResult<StatsResponse>>(new StatsReader(session, services).Stats()),
            cancellationToken);

    public Task<MemoryResult<RetentionResponse>> RetentionAsync(
        MemoryScope scope, CancellationToken cancellationToken) =>
        RunAsync(scope, session => new RetentionDesk(session, services).GetAsync(), cancellationToken);

    public Task<MemoryResult<RetentionResponse>> SetRetentionAsync(
        MemoryScope scope, SetRetentionRequest request, CancellationToken cancellationToken) =>
        RunAsync(
            scope,
            session => new RetentionDesk(session, services).SetAsync(request, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<TakenTexts>> TakeAsync(
        MemoryScope scope, TakeRequest request, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Steps(session).TakeAsync(request, cancellationToken), cancellationToken);

    public Task<MemoryResult<MergedStep>> MergeAsync(
        MemoryScope scope, MergeRequest request, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Steps(session).MergeAsync(request, cancellationToken), cancellationToken);

    public Task<MemoryResult<SummaryDrafts>> DraftsAsync(MemoryScope scope, CancellationToken cancellationToken) =>
        RunAsync(
            scope, session => new DigestSteps(session, services).DraftsAsync(cancellationToken), cancellationToken);

    public Task<MemoryResult<MergedStep>> DigestAsync(
        MemoryScope scope, DigestRequest request, CancellationToken cancellationToken) =>
        RunAsync(
            scope, session => new DigestSteps(session, services).WriteAsync(request, cancellationToken),
            cancellationToken);

    public Task<MemoryResult<ConsolidationRun>> DiffAsync(
        MemoryScope scope, MergeRequest request, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Steps(session).DiffAsync(request, cancellationToken), cancellationToken);

    public Task<MemoryResult<ConsolidationList>> RunsAsync(
        MemoryScope scope, int limit, CancellationToken cancellationToken) =>
        RunAsync(scope, session => new RunReader(session).ListAsync(limit, cancellationToken), cancellationToken);

    public Task<MemoryResult<ConsolidationRun>> ReportAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => new RunReader(session).GetAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryResult<ConsolidationRun>> UndoAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        RunAsync(scope, session => Steps(session).UndoAsync(id, cancellationToken), cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Telemetry.Ended(reason.ReasonCode);
        await CloseAsync();
    }

    private MemoryReader Reader(UserMemorySession session) => new(session.Present, services);

    private static ValueTask<MemoryView> ViewAsync(
        UserMemorySession session, SearchRequest request, CancellationToken cancellationToken) =>
        ViewAsync(session, request.AsOf, request.ValidAt, cancellationToken);

    private static async ValueTask<MemoryView> ViewAsync(
        UserMemorySession session,
        DateTimeOffset? asOf,
        DateTimeOffset? validAt,
        CancellationToken cancellationToken) =>
        asOf is null && validAt is null
            ? session.Present
            : await session.Past.AtAsync(asOf, validAt, cancellationToken);

    private MemoryDecider Decider(UserMemorySession session) => new(session, services, Reader(session));

    private ConsolidationSteps Steps(UserMemorySession session) => new(session, services);

    /// <remarks>
    /// A silo that was voted dead has an old memory, and may have been frozen in the middle of the answer. So what it
    /// answers is true only if it is in standing afterwards, or if the storage took a write of it meanwhile.
    /// </remarks>
    private async Task<MemoryResult<T>> RunAsync<T>(
        MemoryScope scope,
        Func<UserMemorySession, Task<MemoryResult<T>>> operation,
        CancellationToken cancellationToken)
        where T : class
    {
        if (_dropped)
        {
            // What this activation knows may be out of date, and another one may have the log by now.
            return Moved<T>("The user's memory was given up here");
        }

        UserMemorySession? session = null;
        if (_opening is null && !services.IsInStanding)
        {
            // Opening the log would take it from the silo that has the user now.
            return OutOfStanding();
        }

        try
        {
            session = await OpenAsync(scope);
            if (session is { IsErased: false, Commits.Failure: { } failure })
            {
                // Nothing is written here any more, whatever the reason, and what is known here may be old.
                return Close<T>(failure, "The user's memory was given up here");
            }

            session.Retention.Consider();
            if (session.OwesErasures)
            {
                // The next activation tries again.
                DeactivateOnIdle();
            }

            var proofs = session.Proofs;
            var result = await operation(session).WaitAsync(cancellationToken);
            return services.IsInStanding || session.Proofs > proofs ? result : OutOfStanding();
        }
        catch (Exception error) when (IsOfLog(error) && session is { IsErased: true })
        {
            // The user was erased while the call ran. It had no answer yet, so it comes after the erasure.
            return await RunAsync(scope, operation, cancellationToken);
        }
        catch (LogUnavailableException error)
        {
            return Drop(error, new MemoryError(
                error.Full ? ErrorCodes.StorageFull : ErrorCodes.StorageUnavailable, error.Message));
        }
        catch (LogConflictException error)
        {
            return Close<T>(error, "Another silo took this user over");
        }
        catch (LogDamagedException error)
        {
            return Drop(error, new MemoryError(ErrorCodes.LogDamaged, error.Message));
        }
        catch (ObjectDisposedException error)
        {
            return Close<T>(error, "The user's memory was closed");
        }
    }

    private MemoryResult<T> Close<T>(Exception error, string what)
        where T : class
    {
        var moved = Moved<T>(what);
        Drop(error, moved.Error!);
        return moved;
    }

    private static MemoryResult<T> Moved<T>(string what)
        where T : class => new()
        {
            Error = new MemoryError(ErrorCodes.StorageUnavailable, $"{what} while the call ran; send it again."),
            Moved = true,
        };

    private static MemoryError OutOfStanding() => new(
        ErrorCodes.StorageUnavailable, UserMemoryServices.OutOfStanding);

    private static bool IsOfLog(Exception error) =>
        error is LogUnavailableException or LogConflictException or LogDamagedException or ObjectDisposedException;

    /// <remarks>What the log holds is unknown after a failure: the state is dropped, and the next activation reads it
    /// again.</remarks>
    private MemoryError Drop(Exception error, MemoryError answer)
    {
        // Every call that waits meets the same fault; the log needs it once, and these say all in their message.
        if (!_dropped)
        {
            _dropped = true;
            services.Telemetry.Dropped(answer.Code);
            LogDropped(answer.Code, error.Message);
        }

        DeactivateOnIdle();
        return answer;
    }

    private Task<UserMemorySession> OpenAsync(MemoryScope scope)
    {
        // The key shows no name, so a scope that does not belong to it can only come from a fault of ours.
        if (scope != _scope)
        {
            if (services.Keys.NameOf(scope) != this.GetPrimaryKeyString())
            {
                throw new System.Diagnostics.UnreachableException(
                    "The scope is not the one that this grain is named for: the node that asks has another key ring.");
            }

            _scope = scope;
        }

        return _opening is { IsFaulted: false, IsCanceled: false }
            ? _opening
            : _opening = OpenAfterErasureAsync(scope);
    }

    /// <remarks>A log that is opened while it is deleted would take the deletion's place.</remarks>
    private async Task<UserMemorySession> OpenAfterErasureAsync(MemoryScope scope)
    {
        await _erasing;
        return await UserMemorySession.OpenAsync(
            scope,
            services,
            new UserMemoryNeighbours(
                () => GrainFactory.GetGrain<IConsolidationGrain>(this.GetPrimaryKeyString()).OweAsync(scope).Ignore(),
                stopping => TenantPolicyAsync(scope.Tenant, stopping)),
            CancellationToken.None);
    }

    private async Task<RetentionPolicy?> TenantPolicyAsync(string tenant, CancellationToken cancellationToken)
    {
        var key = services.Keys.NameOf(TenantScopes.Of(tenant));
        var told = await GrainFactory.GetGrain<ITenantRetentionGrain>(key).GetAsync(tenant, cancellationToken);
        return told.TryGetValue(out var retention, out var error)
            ? retention.Tenant
            : throw new InvalidOperationException($"{error.Code}: {error.Message}");
    }

    private async Task<MemoryResult<EraseResponse>> EraseUserAsync(
        UserMemorySession session, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        var ended = new TaskCompletionSource();
        try
        {
            // Another erasure was first; this one is repeated on what came after it.
            ObjectDisposedException.ThrowIf(session.IsErased, session);
            var known = session.Projection;
            if (MemoryDecider.RefuseHeld(known, Enumerable.Range(0, known.Count)) is { } held)
            {
                return held;
            }

            var erased = session.Projection.Live;
            _erasing = ended.Task;
            _opening = null;
            try
            {
                await session.DeleteAsync();
            }
            finally
            {
                await session.DisposeAsync();
            }

            return new EraseResponse(erased);
        }
        finally
        {
            ended.TrySetResult();
            session.Decisions.Release();
        }
    }

    private async Task CloseAsync()
    {
        // A session that failed to open has nothing to close, and the call that opened it has said why.
        if (_opening is { IsFaulted: false, IsCanceled: false } opening)
        {
            _opening = null;
            try
            {
                await (await opening).DisposeAsync();
            }
            catch (Exception error) when (IsOfLog(error))
            {
                LogNotClosed(error.Message);
            }
#pragma warning disable CA1031 // The activation ends whatever happens; what is not durable was never acknowledged.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogCloseFailed(error);
            }
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "This activation drops its memory ({Code}); the next one reads the log again. {Reason}")]
    private partial void LogDropped(string code, string reason);

    [LoggerMessage(LogLevel.Warning, "This activation did not close its memory: {Reason}")]
    private partial void LogNotClosed(string reason);

    [LoggerMessage(LogLevel.Warning, "This activation did not close its memory.")]
    private partial void LogCloseFailed(Exception error);
}
