using System.Globalization;
using Agents.Cli.Commands;
using Agents.Cli.Output;
using Agents.Memory.Log;
using Agents.Silo.Hosting;
using Agents.Storage.Cipher;

namespace Agents.Cli.KeyRing;

/// <summary>Wraps every data key of a storage by the current key, with bars, and says where to go on after a
/// fault.</summary>
internal sealed class Rewrapping(CommandContext context, StorageHost storage)
{
    // Names are hashes, so the first two digits of one tell how far along it is.
    private const int Shelves = 256;

    private const int PassesMax = 3;

    private string? _last;

    public async Task<RewrapResult> RunAsync(string? after, bool drop)
    {
        if (drop && after is not null)
        {
            throw new CliException("--drop looks at every log, and --after leaves some out: give one of them.");
        }

        var stores = storage.OpenDataKeys();
        try
        {
            var reports = await PassAsync(stores, after);
            return new RewrapResult(reports, drop ? await DropAsync(stores, reports) : []);
        }
        catch (LogUnavailableException e)
        {
            throw new CliException($"{e.Message} {Resume()}", e);
        }
        catch (OperationCanceledException)
        {
            context.Console.Note(Resume());
            throw;
        }
    }

    /// <summary>Drops the older keys after a pass that found nothing to do: a silo that was not restarted may have
    /// wrapped by an older key behind an earlier one.</summary>
    private async Task<IReadOnlyList<string>> DropAsync(
        IReadOnlyList<IDataKeyStore> stores, IReadOnlyList<RewrapReport> reports)
    {
        for (var pass = 1; reports.Any(report => report.Rewrapped > 0); pass++)
        {
            if (pass == PassesMax)
            {
                throw new CliException(
                    "Silos that run wrap by an older key still, so none was dropped: restart them, and run it again.");
            }

            reports = await PassAsync(stores, after: null);
        }

        return reports.Any(report => report.Refused > 0)
            ? throw new CliException(
                "The ring does not open all logs, so no key was dropped: the warnings name them. Restore the keys that "
                + "they need from a backup of the ring, or delete those logs.")
            : LocalKeyRing.DropOld(storage.KeyRingFile);
    }

    private Task<RewrapReport[]> PassAsync(IReadOnlyList<IDataKeyStore> stores, string? after) =>
        context.Console.WithProgressAsync(async progress =>
        {
            var reports = new RewrapReport[stores.Count];
            for (var i = 0; i < stores.Count; i++)
            {
                // Only the logs are so many that it matters where to go on.
                reports[i] = await KeyRewrap.RunAsync(
                    stores[i], i == 0 ? after : null, Watch(stores[i], progress, i == 0), context.CancellationToken);
            }

            return reports;
        });

    private Action<RewrapReport> Watch(IDataKeyStore store, ICliProgress progress, bool isFirst)
    {
        var step = progress.Begin(store.Kind, Shelves);
        var shown = 0;
        return report =>
        {
            _last = isFirst ? report.Last : _last;
            var shelf = int.Parse(report.Last.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 1;
            step(shelf - shown);
            shown = shelf;
        };
    }

    private string Resume() => _last is null
        ? "What is done stays done: run it again."
        : $"What is done stays done: run it again, with --after {_last} to skip the logs before.";
}
