using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;

namespace Agents.Gateway.Memories;

/// <summary>
/// Calls a user's grain: times it, repeats it once where that is safe, and turns its errors into those of the wire.
/// </summary>
internal sealed class MemoryCalls(IGrainFactory grains, IScopeKeys keys, GatewayTelemetry telemetry)
{
    private const int RetryAfterSeconds = 1;

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
        catch (Exception exception) when (IsUnavailable(exception))
        {
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

    private static async Task<MemoryResult<T>> TryAsync<TGrain, T>(
        TGrain grain, Func<TGrain, Task<MemoryResult<T>>> call, bool repeatable)
        where T : class
    {
        try
        {
            return await call(grain);
        }
        catch (Exception exception) when (repeatable && IsUnavailable(exception))
        {
            return await call(grain);
        }
    }

    // OperationCanceledException is not among them: the caller has gone, or its time budget has.
    private static bool IsUnavailable(Exception exception) => exception is OrleansException or TimeoutException;
}
