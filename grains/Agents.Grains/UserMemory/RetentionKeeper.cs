using Agents.Contracts;
using Agents.Memory.Records;
using Agents.Memory.Retention;
using Microsoft.Extensions.Logging;

namespace Agents.Grains.UserMemory;

/// <summary>Keeps a user's memory within the policies that concern it, in the background.</summary>
/// <remarks>
/// What leaves recall is decided in the log, one decision a memory, so a rebuild needs neither policy nor clock. It
/// looks again once so many memories came that a limit may be passed, and every few minutes, since time passes too; a
/// limit is passed by a sixteenth before anything goes, so that not every turn costs a decision.
/// </remarks>
internal sealed partial class RetentionKeeper(
    UserMemorySession session,
    UserMemoryServices services,
    Func<CancellationToken, Task<RetentionPolicy?>> ofTenant,
    CancellationToken stopping)
{
    private const int GroupMax = 256;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    private readonly ILogger _logger = services.Logger;
    private Task _running = Task.CompletedTask;
    private bool _atOnce;
    private bool _refused;
    private long _asked;
    private long _looked;
    private long _memoriesNext;
    private long _bytesNext;

    /// <summary>Gets the tenant's policy as it was known last; null where there is none.</summary>
    public RetentionPolicy? Tenant { get; private set; }

    /// <summary>Gets the limits that count.</summary>
    public RetentionPolicy Effective => RetentionPolicies.Stricter(session.Projection.Policy, Tenant);

    /// <summary>Starts keeping where there may be something to do and it is not under way.</summary>
    public void Consider()
    {
        if (_running.IsCompleted && IsDue && session.Commits.Failure is null && !stopping.IsCancellationRequested)
        {
            _running = RunAsync();
        }
    }

    /// <summary>Keeps to a policy that has just changed, to the limit itself.</summary>
    public void ConsiderAtOnce()
    {
        _atOnce = true;
        Consider();
    }

    /// <summary>Waits until it rests, which never fails.</summary>
    public Task DrainAsync() => _running;

    /// <summary>Asks for the tenant's policy. Where it does not come, the one that is known goes on.</summary>
    public async Task AskTenantAsync()
    {
        try
        {
            _asked = services.Clock.GetTimestamp();
            Tenant = await ofTenant(stopping).WaitAsync(stopping);
        }
#pragma warning disable CA1031 // Whatever keeps the tenant's policy away, the user's own memory goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNoTenant(error.Message);
        }
    }

    private bool IsDue => _atOnce || _looked == 0
        || session.Projection.Live >= _memoriesNext || session.LogBytes >= _bytesNext
        || services.Clock.GetElapsedTime(_looked) >= LookAgainAfter;

    private async Task RunAsync()
    {
        // The call that found it due goes first.
        await Task.Yield();
        try
        {
            if (_asked == 0 || services.Clock.GetElapsedTime(_asked) >= LookAgainAfter)
            {
                await AskTenantAsync();
            }

            do
            {
                await KeepAsync();
            }
            while (_atOnce && !stopping.IsCancellationRequested);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The activation ends; the next one looks again.
        }
#pragma warning disable CA1031 // Retention is no reason for any call to fail; a log that failed says so to its callers.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(error);
        }
    }

    private async Task KeepAsync()
    {
        var (policy, now, atOnce) = (Effective, services.Clock.GetUtcNow(), _atOnce);
        _atOnce = false;
        if ((!Look(policy, now) && !atOnce) || RetentionPolicies.IsEmpty(policy))
        {
            return;
        }

        var draft = RetentionPlanner.Plan(session.Projection, policy, now);
        if (draft.LeavesNothing)
        {
            Refuse(draft);
            return;
        }

        _refused = false;
        foreach (var group in draft.Going.Chunk(GroupMax))
        {
            await session.LetWritersPassAsync(stopping);
            if (!await DecideAsync(group, policy, now))
            {
                return;
            }
        }
    }

    /// <summary>Tells whether something has to go, and notes when to look again.</summary>
    private bool Look(RetentionPolicy policy, DateTimeOffset now)
    {
        _looked = services.Clock.GetTimestamp();
        var (memories, bytes) = (WithSlack(policy.MemoriesMax), WithSlack(policy.BytesMax));
        (_memoriesNext, _bytesNext) = (long.MaxValue, long.MaxValue);
        if (RetentionPolicies.IsEmpty(policy))
        {
            return false;
        }

        var usage = RetentionPlanner.Usage(session.Projection, now);
        var isOver = usage.Memories > memories || usage.Bytes > bytes;

        // Where something goes, the room is what is left then.
        _memoriesNext = Next(session.Projection.Live, memories, Math.Min(usage.Memories, policy.MemoriesMax ?? 0));
        _bytesNext = Next(session.LogBytes, bytes, Math.Min(usage.Bytes, policy.BytesMax ?? 0));
        return isOver || policy.ExpireAfterDays is not null;
    }

    private static long WithSlack(long? limit) =>
        limit is { } most ? RetentionPolicies.WithSlack(most) : long.MaxValue;

    private static long Next(long now, long limit, long used) =>
        limit == long.MaxValue ? limit : now + limit - used + 1;

    private async Task<bool> DecideAsync(RetentionChoice[] group, RetentionPolicy policy, DateTimeOffset now)
    {
        await session.Decisions.WaitAsync(stopping);
        try
        {
            if (policy != Effective)
            {
                // What was planned for is no longer wanted.
                _atOnce = true;
                return false;
            }

            DecisionRecord[] decisions =
            [
                .. group.Where(choice => IsStillFree(choice, now)).Select(choice => Decision(choice, policy, now)),
            ];
            if (decisions.Length > 0)
            {
                session.Merging = true;
                await session.Commits.AppendAsync(Array.ConvertAll(decisions, DecisionFrames.Of));
                services.Telemetry.Left(decisions);
            }

            return true;
        }
        finally
        {
            session.Merging = false;
            session.Decisions.Release();
        }
    }

    // Between the plan and the gate a memory may have been erased, pinned, held, or given an expiry of its own.
    private bool IsStillFree(RetentionChoice choice, DateTimeOffset now) =>
        session.Projection[choice.Ordinal] is { Erased: false, Exempt: false } header
        && (choice.Why != RetentionPlanner.ByAge || header.ExpiresTicks == 0)
        && session.Projection.StateOf(choice.Ordinal, now) == MemoryState.Active;

    private DecisionRecord Decision(RetentionChoice choice, RetentionPolicy policy, DateTimeOffset now)
    {
        var isAge = choice.Why == RetentionPlanner.ByAge;
        return new DecisionRecord
        {
            Kind = isAge ? DecisionKind.Expire : DecisionKind.Archive,
            At = now,
            Subject = session.Projection[choice.Ordinal].Sequence,
            Expires = isAge ? RetentionPlanner.ExpiryOf(session.Projection, choice.Ordinal, policy) : null,
            Why = choice.Why,
        };
    }

    private void Refuse(RetentionDraft draft)
    {
        if (!_refused)
        {
            _refused = true;
            LogRefused(draft.Free, draft.Usage.Exempt);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The retention policy would leave none of {Free} memories ({Exempt} more are "
        + "pinned or held); nothing is put away until it leaves some.")]
    private partial void LogRefused(int free, int exempt);

    [LoggerMessage(LogLevel.Warning, "The tenant's retention policy did not come; the one that is known goes on: "
        + "{Reason}")]
    private partial void LogNoTenant(string reason);

    [LoggerMessage(LogLevel.Warning, "Retention failed; it is tried again later.")]
    private partial void LogFailed(Exception error);
}
