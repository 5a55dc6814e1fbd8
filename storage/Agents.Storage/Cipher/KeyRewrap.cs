using Agents.Memory.Log;

namespace Agents.Storage.Cipher;

/// <summary>Wraps all data keys of a storage under the key ring's current key.</summary>
public static class KeyRewrap
{
    private const int BatchNames = 128;
    private const int AtOnce = 8;

    /// <summary>Goes through the keys in the order of their names, a batch at a time.</summary>
    /// <param name="store">Where the keys are.</param>
    /// <param name="after">The last name that an earlier run reported; null to begin.</param>
    /// <param name="progress">Hears of each batch that is done: where to go on after a fault or a stop.</param>
    /// <param name="cancellationToken">Stops it between two keys; those before are done.</param>
    /// <exception cref="LogUnavailableException">A key could not be read or written.</exception>
    public static async Task<RewrapReport> RunAsync(
        IDataKeyStore store, string? after, Action<RewrapReport> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(progress);
        var report = new RewrapReport(store.Kind, 0, 0, 0, after);
        var batch = new List<string>(BatchNames);
        await foreach (var name in store.ListAsync(after, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(name);
            if (batch.Count == BatchNames)
            {
                report = await RunAsync(store, batch, report, cancellationToken).ConfigureAwait(false);
                progress(report);
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            report = await RunAsync(store, batch, report, cancellationToken).ConfigureAwait(false);
            progress(report);
        }

        return report;
    }

    private static async Task<RewrapReport> RunAsync(
        IDataKeyStore store, List<string> batch, RewrapReport before, CancellationToken cancellationToken)
    {
        var counts = new long[Enum.GetValues<RewrapOutcome>().Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batch, options, RewrapAsync).ConfigureAwait(false);
        return before with
        {
            Rewrapped = before.Rewrapped + counts[(int)RewrapOutcome.Rewrapped],
            Current = before.Current + counts[(int)RewrapOutcome.Current],
            Refused = before.Refused + counts[(int)RewrapOutcome.Refused],
            Last = batch[^1],
        };

        async ValueTask RewrapAsync(string name, CancellationToken token)
        {
            var outcome = await store.RewrapAsync(name, token).ConfigureAwait(false);
            Interlocked.Increment(ref counts[(int)outcome]);
        }
    }
}
