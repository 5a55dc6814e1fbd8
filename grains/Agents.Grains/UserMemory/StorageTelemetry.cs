using System.Diagnostics.Metrics;
using Agents.Memory.Log;

namespace Agents.Grains.UserMemory;

/// <summary>Metrics of the logs' storage: each operation by provider, and each that failed by how it did.</summary>
internal sealed class StorageTelemetry
{
    public const string Append = "append";
    public const string Erase = "erase";
    public const string Delete = "delete";
    public const string Open = "open";
    public const string Read = "read";
    public const string ReadSnapshot = "read_snapshot";
    public const string WriteSnapshot = "write_snapshot";

    private const string Conflict = "conflict";
    private const string Damaged = "damaged";
    private const string Full = "full";
    private const string Unavailable = "unavailable";

    private readonly Histogram<double> _seconds;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _repairs;
    private readonly KeyValuePair<string, object?> _provider;
    private readonly TimeProvider _clock;

    /// <param name="meter">The meter of memory.</param>
    /// <param name="seconds">The buckets of what takes fractions of a second.</param>
    /// <param name="provider">What keeps the logs; one process has one of it.</param>
    /// <param name="clock">Times the operations.</param>
    public StorageTelemetry(
        Meter meter, InstrumentAdvice<double> seconds, IMemoryLogProvider provider, TimeProvider clock)
    {
        _clock = clock;
        _provider = new("provider", NameOf(provider));
        _seconds = meter.CreateHistogram(
            "agents.storage.operation.duration", "s", "Time of one operation on a log, by provider.", advice: seconds);
        _failures = meter.CreateCounter<long>(
            "agents.storage.failures", "{operation}", "Operations on a log that failed, by how they did.");
        _repairs = meter.CreateCounter<long>(
            "agents.storage.repairs", "{log}", "Logs whose torn tail was cut when they were opened.");

        // What an alert looks for is there from the start, so that its first increase is seen.
        _repairs.Add(0, _provider);
        Count(Append, Conflict, 0);
        Count(Append, Full, 0);
        Count(Append, Unavailable, 0);
        Count(Open, Damaged, 0);
        Count(Open, Unavailable, 0);
        Count(Read, Damaged, 0);
    }

    /// <summary>Gets when an operation starts that is given to <see cref="MeasureAsync{T}"/>.</summary>
    public long Now => _clock.GetTimestamp();

    /// <summary>Counts and times what began at a moment; the result and the failure pass through.</summary>
    public ValueTask<T> MeasureAsync<T>(string operation, long started, ValueTask<T> pending)
    {
        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitAsync(operation, started, pending);
        }

        Done(operation, started);
        return pending;
    }

    /// <inheritdoc cref="MeasureAsync{T}"/>
    public async ValueTask MeasureAsync(string operation, long started, ValueTask pending)
    {
        try
        {
            await pending.ConfigureAwait(false);
            Done(operation, started);
        }
        catch (Exception error)
        {
            Failed(operation, error);
            throw;
        }
    }

    /// <summary>Counts a log that was found torn.</summary>
    public void Opened(LogRecovery recovery)
    {
        if (recovery.BytesCut > 0)
        {
            _repairs.Add(1, _provider);
        }
    }

    private async ValueTask<T> AwaitAsync<T>(string operation, long started, ValueTask<T> pending)
    {
        try
        {
            var result = await pending.ConfigureAwait(false);
            Done(operation, started);
            return result;
        }
        catch (Exception error)
        {
            Failed(operation, error);
            throw;
        }
    }

    private void Done(string operation, long started) => _seconds.Record(
        _clock.GetElapsedTime(started).TotalSeconds, _provider, new("operation", operation));

    /// <remarks>A call that was given up, or that met a log which was closed meanwhile, says nothing of the
    /// storage.</remarks>
    private void Failed(string operation, Exception error)
    {
        if (error is not (OperationCanceledException or ObjectDisposedException))
        {
            Count(operation, KindOf(error), 1);
        }
    }

    private void Count(string operation, string kind, long change) =>
        _failures.Add(change, _provider, new("operation", operation), new("error.type", kind));

    private static string KindOf(Exception error) => error switch
    {
        LogConflictException => Conflict,
        LogDamagedException => Damaged,
        LogUnavailableException { Full: true } => Full,
        LogUnavailableException => Unavailable,
        _ => "_OTHER",
    };

    /// <summary>Names a provider by the folder that it stands in: <c>files</c>, <c>azure_blobs</c>, <c>postgres</c>.
    /// </summary>
    private static string NameOf(IMemoryLogProvider provider) =>
        UserMemoryTelemetry.Snake(provider.Keeper.Namespace?.Split('.')[^1] ?? "none");
}
