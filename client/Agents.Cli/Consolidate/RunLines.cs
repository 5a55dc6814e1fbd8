using System.Text.Json;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.Consolidate;

/// <summary>Writes runs for people.</summary>
internal static class RunLines
{
    public static void Write(ConsolidationList list, CliConsole console)
    {
        foreach (var run in list.Runs)
        {
            console.Line(Head(run));
        }

        console.Line($"{list.Owed} turns wait to be read");
    }

    public static void Write(ConsolidationRun run, CliConsole console)
    {
        console.Line(Head(run));
        foreach (var change in run.Changes)
        {
            var text = change.Text is null ? "" : $"  {OneLine.Of(change.Text)}";
            var why = change.Why is null ? "" : $"  ({change.Why})";
            console.Line($"  {change.Change,-11} {change.Id ?? change.Source ?? "-"}{text}{why}");
        }

        if (run.ChangesLeftOut > 0)
        {
            console.Line($"  and {run.ChangesLeftOut} more");
        }
    }

    private static string Head(ConsolidationRun run) =>
        $"{run.Id ?? "-"}  {StateOf(run)}  {run.Started:yyyy-MM-dd HH:mm:ss}  "
        + $"{run.Texts} turns: {run.Added} added, {run.Repeated} repeated, {run.Retired} ended, "
        + $"{run.PassedOver} passed over";

    // As the API writes it: dry_run.
    private static string StateOf(ConsolidationRun run) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(run.State.ToString());
}
