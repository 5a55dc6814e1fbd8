using Agents.Cli.Commands;
using Agents.Memory.Log;
using Agents.Storage.Transfer;

namespace Agents.Cli.Transfer;

/// <summary>Runs a transfer with a bar, writes what it did, and names what it did not.</summary>
internal static class TransferRun
{
    private const int LogsAtOnce = 8;

    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">Nothing was done.</exception>
    public static async Task<int> RunAsync(
        CommandContext context,
        IKeyRing keyRing,
        string done,
        Func<TransferContext, Task<TransferReport>> transfer)
    {
        try
        {
            var report = await context.Console.WithProgressAsync(progress => transfer(
                new TransferContext(keyRing, context.Clock, progress.Begin, LogsAtOnce)));
            context.Write(report, (result, console) => console.Line(Line(result, done)));
            foreach (var fault in report.Failed)
            {
                context.Console.Error($"log {fault.Log}: {fault.Reason}");
            }

            return report.Failed.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (Exception e) when (e is TransferException or LogUnavailableException)
        {
            throw new CliException($"{char.ToUpperInvariant(e.Message[0])}{e.Message[1..]}.", e);
        }
    }

    private static string Line(TransferReport report, string done)
    {
        string?[] parts =
        [
            $"{report.Logs} logs: {report.Copied} {done} and verified ({report.Bytes} bytes)",
            report.Unchanged == 0 ? null : $"{report.Unchanged} unchanged",
            report.Newer == 0 ? null : $"{report.Newer} left, since the target's are newer",
            report.Erased == 0 ? null : $"{report.Erased} left out, since they were erased",
            report.Failed.Count == 0 ? null : $"{report.Failed.Count} not {done}",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }
}
