using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;
using Microsoft.Extensions.Logging;

namespace Agents.Gateway.Memories;

/// <summary>
/// Calls a user's grain: times it, repeats it where that is safe, and turns its errors into those of the wire.
/// </summary>
internal sealed partial class MemoryCalls(
    IGrainFactory grains, IScopeKeys keys, GatewayTelemetry telemetry, TimeProvider clock, ILogger<MemoryCalls> logger)
{
    private const int RetryAfterSeconds = 1;

    // A silo that is gone refuses at once, and so would a call that follows at once: the pauses double up to the
    // longest. All of it is longer than the others take to notice that a silo was killed (docs/cluster.md).
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepeatedFor = TimeSpan.FromSeconds(8);

    /// <summary>Makes a call that may be repeated, since a second one has the same effect.</summary>
    /// <param name="operation">The word of the conventions for it.</param>
    /// <param name="scope">Whose memory.</param>
    /// <param name="call">The call.</param>
    /// <param name="aborted">Given to the call; from when on nobody waits for it, and it is not repeated.</param>
    /// <param name="id">The one memory that it is about, or null.</param>
    public Task<T> CallAsync<T>(
        string operation,
        MemoryScope scope,
        Func<IUserMemoryGrain, CancellationToken, Task<MemoryResult<T>>> call,
        CancellationToken aborted,
        string? id = null)
        where T : class => RunAsync(operation, scope, call, repeatable: true, id, aborted);

    /// <summary>Makes a call to another grain of the user.</summary>
    public Task<T> CallAsync<TGrain, T>(
        string operation,
        MemoryScope scope,
        bool repeatable,
        Func<TGrain, CancellationToken, Task<MemoryResult<T>>> call,
        CancellationToken aborted)
        where TGrain : IGrainWithStringKey
        where T : class => RunAsync(operation, scope, call, repeatable, id: null, aborted);

    /// <summary>
    /// Makes a call once: after an erasure whose answer was lost, a second one would say that nothing was there.
    /// </summary>
    public Task<T> CallOnceAsync<T>(
        string operation,
        MemoryScope scope,
        Func<IUserMemoryGrain, CancellationToken, Task<MemoryResult<T>>> call,
        CancellationToken aborted,
        string? id = null)
        where T : class => RunAsync(operation, scope, call, repeatable: false, id, aborted);

    private async Task<T> RunAsync<TGrain, T>(
        string operation,
        MemoryScope scope,
        Func<TGrain, CancellationToken, Task<MemoryResult<T>>> call,
        bool repeatable,
        string? id,
        CancellationToken aborted)
        where TGrain : IGrainWithStringKey
        where T : class
    {
        using var timed = telemetry.Begin(operation);
        var store = keys.KeyOf(scope);
        var grain = grains.GetGrain<TGrain>(store);
        if (timed.IsTraced)
        {
            // A memory's id comes from the caller and may say anything, so it is hashed as a user's name is.
            timed.IsAbout(store, id is null ? null : keys.KeyOf(new MemoryScope(store, id)));
        }

        MemoryResult<T> result;
        try
        {
            result = await TryAsync(grain, call, repeatable, aborted);
        }
        catch (Exception exception) when (IsOverloaded(exception))
        {
            timed.Fail(ErrorCodes.RateLimitExceeded);
            throw new ApiException(ApiError.Of(
                ErrorCodes.RateLimitExceeded,
                "Too many requests of this user wait already; repeat the request later, and send fewer at a time.",
                null,
                RetryAfterSeconds));
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            LogUnavailable(exception, operation);
            timed.Fail(ErrorCodes.StorageUnavailable);
            throw new ApiException(ApiError.Of(
                ErrorCodes.StorageUnavailable, "The memory of this user cannot be reached now; repeat the request.",
                null, RetryAfterSeconds));
        }

        if (result.TryGetValue(out var value, out var error))
        {
            if (timed.IsTraced && CountOf(value) is { } count)
            {
                timed.Concerned(count);
            }

            return value;
        }

        timed.Fail(error.Code);
        throw new ApiException(ApiError.Of(error));
    }

    private static long? CountOf(object answer) => answer switch
    {
        AppendReceipt added => added.Episodes.Count,
        SearchResponse found => found.Hits.Count,
        RecallResponse recalled => recalled.Hits.Count,
        ExplainResponse explained => explained.Recall.Hits.Count,
        ListResponse listed => listed.Items.Count,
        EraseResponse erased => erased.Erased,
        MemoryItem => 1,
        _ => null,
    };

    /// <summary>Makes the call, and again where it was lost or met an activation that had given the memory up: once at
    /// least, and for as long as it takes the others to notice that a silo has died. A call that was not answered in
    /// time is made once more only, since its caller has waited long then.</summary>
    private async Task<MemoryResult<T>> TryAsync<TGrain, T>(
        TGrain grain,
        Func<TGrain, CancellationToken, Task<MemoryResult<T>>> call,
        bool repeatable,
        CancellationToken aborted)
        where T : class
    {
        var started = clock.GetTimestamp();
        var wasLate = false;
        for (var pause = Pause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var isFirst = pause == Pause;
            var isLast = !repeatable || (!isFirst && clock.GetElapsedTime(started) + pause > RepeatedFor);

            // Whoever gave the memory up is followed by another one at once, mostly.
            var rests = !isFirst;
            try
            {
                var result = await call(grain, aborted);
                if (!result.Moved || isLast)
                {
                    return result;
                }
            }
            catch (TimeoutException) when (!isLast && !wasLate)
            {
                wasLate = true;
                rests = false;
            }
            catch (OrleansException exception) when (!isLast && !IsOverloaded(exception))
            {
                rests = true;
            }
            catch (OperationCanceledException) when (!isLast)
            {
                // What was cancelled may be the search for the user's silo, which has died.
            }

            // Where the caller has gone, or its time budget has, nobody waits for another call.
            aborted.ThrowIfCancellationRequested();
            if (rests)
            {
                await Task.Delay(pause, clock, aborted);
            }

            telemetry.CountRepeated();
        }
    }

    /// <remarks>Such a call has not begun. Repeating it at once would be one more.</remarks>
    private static bool IsOverloaded(Exception exception) =>
        exception is LimitExceededException or GatewayTooBusyException;

    [LoggerMessage(LogLevel.Debug, "A call to a user's memory failed ({Operation}).")]
    private partial void LogUnavailable(Exception exception, string operation);

    // OperationCanceledException is not among them: mostly the caller has gone, or its time budget has.
    private static bool IsUnavailable(Exception exception) => exception is OrleansException or TimeoutException;
}
