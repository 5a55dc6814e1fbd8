using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;
using Microsoft.Extensions.Logging;

namespace Agents.Gateway.Memories;

/// <summary>
/// Calls a user's grain: times it, repeats it once where that is safe, and turns its errors into those of the wire.
/// </summary>
internal sealed partial class MemoryCalls(
    IGrainFactory grains, IScopeKeys keys, GatewayTelemetry telemetry, TimeProvider clock, ILogger<MemoryCalls> logger)
{
    private const int RetryAfterSeconds = 1;

    // A silo that is gone refuses at once, and so would a call that follows at once.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes a call that may be repeated, since a second one has the same effect.</summary>
    public Task<T> CallAsync<T>(
        string operation, MemoryScope scope, Func<IUserMemoryGrain, Task<MemoryResult<T>>> call)
        where T : class => RunAsync(operation, scope, call, repeatable: true);

    /// <summary>Makes a call to another grain of the user.</summary>
    public Task<T> CallAsync<TGrain, T>(
        string operation, MemoryScope scope, bool repeatable, Func<TGrain, Task<MemoryResult<T>>> call)
        where TGrain : IGrainWithStringKey
        where T : class => RunAsync(operation, scope, call, repeatable);

    /// <summary>
    /// Makes a call once: after an erasure whose answer was lost, a second one would say that nothing was there.
    /// </summary>
    public Task<T> CallOnceAsync<T>(
        string operation, MemoryScope scope, Func<IUserMemoryGrain, Task<MemoryResult<T>>> call)
        where T : class => RunAsync(operation, scope, call, repeatable: false);

    private async Task<T> RunAsync<TGrain, T>(
        string operation, MemoryScope scope, Func<TGrain, Task<MemoryResult<T>>> call, bool repeatable)
        where TGrain : IGrainWithStringKey
        where T : class
    {
        using var timed = telemetry.Begin(operation);
        var grain = grains.GetGrain<TGrain>(keys.KeyOf(scope));
        MemoryResult<T> result;
        try
        {
            result = await TryAsync(grain, call, repeatable);
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
            return value;
        }

        timed.Fail(error.Code);
        throw new ApiException(ApiError.Of(error));
    }

    /// <summary>Makes the call, and once more where the first one was lost or met an activation that had given the
    /// memory up.</summary>
    private async Task<MemoryResult<T>> TryAsync<TGrain, T>(
        TGrain grain, Func<TGrain, Task<MemoryResult<T>>> call, bool repeatable)
        where T : class
    {
        try
        {
            var result = await call(grain);
            if (!result.Moved || !repeatable)
            {
                return result;
            }
        }
        catch (Exception exception) when (repeatable && IsUnavailable(exception) && !IsOverloaded(exception))
        {
            if (exception is not TimeoutException)
            {
                await Task.Delay(Pause, clock);
            }
        }

        return await call(grain);
    }

    /// <remarks>Such a call has not begun. Repeating it at once would be one more.</remarks>
    private static bool IsOverloaded(Exception exception) =>
        exception is LimitExceededException or GatewayTooBusyException;

    [LoggerMessage(LogLevel.Debug, "A call to a user's memory failed ({Operation}).")]
    private partial void LogUnavailable(Exception exception, string operation);

    // OperationCanceledException is not among them: the caller has gone, or its time budget has.
    private static bool IsUnavailable(Exception exception) => exception is OrleansException or TimeoutException;
}
