using System.Collections.Concurrent;
using System.Security.Cryptography;
using Agents.Memory.Log;

namespace Agents.Storage.Transfer;

/// <summary>Runs a step for each log, several at a time, and counts what becomes of them.</summary>
internal sealed class TransferCounts
{
    private const int ReadAttemptsMax = 5;

    /// <summary>So many logs one after the other are no fault of theirs: the storage is away.</summary>
    private const int UnavailableMax = 16;

    private readonly ConcurrentDictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly long[] _outcomes = new long[Enum.GetValues<TransferOutcome>().Length];
    private long _logs;
    private long _bytes;
    private int _unavailable;

    /// <summary>Runs a step for each log. A fault of one of them is counted; the others go on.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="nameOf">Their names.</param>
    /// <param name="atOnce">How many at a time.</param>
    /// <param name="step">The step; it is repeated for a log that was changed while it was read.</param>
    /// <param name="advance">Hears of each log that is done.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TransferException">The storage is full, or away.</exception>
    public Task RunAsync<T>(
        IReadOnlyCollection<T> logs,
        Func<T, string> nameOf,
        int atOnce,
        Func<T, CancellationToken, Task<TransferOutcome?>> step,
        Action<long> advance,
        CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(logs, options, async (log, stop) =>
        {
            await TryAsync(nameOf(log), () => step(log, stop)).ConfigureAwait(false);
            advance(1);
        });
    }

    /// <summary>Counts a log that no step was run for.</summary>
    public void Add(TransferOutcome outcome)
    {
        Interlocked.Increment(ref _logs);
        Interlocked.Increment(ref _outcomes[(int)outcome]);
    }

    public void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Fail(string name, string reason) => _failed.TryAdd(name, reason);

    public TransferReport Report() => new(
        Interlocked.Read(ref _logs),
        Of(TransferOutcome.Copied),
        Of(TransferOutcome.Unchanged),
        Of(TransferOutcome.Newer),
        Of(TransferOutcome.Erased),
        Interlocked.Read(ref _bytes),
        [
            .. _failed.OrderBy(fault => fault.Key, StringComparer.Ordinal)
                .Select(fault => new TransferFault(fault.Key, fault.Value)),
        ]);

    private long Of(TransferOutcome outcome) => Interlocked.Read(ref _outcomes[(int)outcome]);

    private async Task TryAsync(string name, Func<Task<TransferOutcome?>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await step().ConfigureAwait(false) is { } outcome)
                {
                    Add(outcome);
                }

                _unavailable = 0;
                return;
            }
            catch (LogUnavailableException e) when (attempt < ReadAttemptsMax && !e.Full)
            {
                continue;
            }
            catch (LogUnavailableException e) when (e.Full || Interlocked.Increment(ref _unavailable) > UnavailableMax)
            {
                throw new TransferException($"the storage refuses: {e.Message}", e);
            }
            catch (Exception e) when (e is LogDamagedException or LogUnavailableException or TransferException
                or CryptographicException)
            {
                Interlocked.Increment(ref _logs);
                Fail(name, e.Message);
                return;
            }
        }
    }
}
