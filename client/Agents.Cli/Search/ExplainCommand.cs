using System.CommandLine;
using System.Globalization;
using Agents.Cli.Commands;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.Search;

/// <summary><c>agents explain</c>: why a recall comes out as it does.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "explain", "Say why a recall comes out as it does, and what one memory would have needed.");
        var options = new RecallOptions();
        options.AddTo(command);
        var id = new Option<string?>("--id") { Description = "The memory to explain." };
        command.Add(id);
        return runner.Bind(command, async context =>
        {
            await using var session = await context.OpenAsync();
            var request = options.Fill(context, new ExplainRequest { Query = string.Empty }) with
            {
                Id = context.Get(id),
            };
            var explained = await session.Client.ExplainAsync(request, context.CancellationToken);
            context.Write(explained, Write);
        });
    }

    private static void Write(ExplainResponse result, CliConsole console)
    {
        foreach (var hit in result.Recall.Hits)
        {
            console.Line(
                $"{Number(hit.Score)}  {OneLine.Of(hit.Text, 120)}  [{hit.Id}]  {HitLines.Signals(hit.Signals)}");
        }

        foreach (var left in result.Recall.LeftOut)
        {
            console.Line($"left out  [{left.Id}]  {left.Why}");
        }

        console.Line($"weights   {HitLines.Signals(result.Weights)}");
        console.Line($"switches  {string.Join(", ", result.Switches.Select(pair => $"{pair.Key} {pair.Value}"))}");
        console.Line(
            $"times     {string.Join(", ", result.StageMs.Select(pair => $"{pair.Key} {Number(pair.Value)} ms"))}");
        console.Line($"budget    {result.Recall.Tokens} of {result.BudgetTokens} tokens");
        if (result.Memory is { } memory)
        {
            var rank = memory.Rank?.ToString(CultureInfo.InvariantCulture) ?? "none";
            var needed = memory.Needed.Length == 0 ? "It is in the block." : OneLine.Of(memory.Needed);
            console.Line($"memory    [{memory.Id}]  rank {rank}, score {Number(memory.Score)}: {needed}");
        }
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
