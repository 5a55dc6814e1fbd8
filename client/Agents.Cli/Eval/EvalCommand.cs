using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.DataSets;
using Agents.Cli.DataSets.Beam;
using Agents.Cli.DataSets.Locomo;
using Agents.Cli.DataSets.MemDaily;

namespace Agents.Cli.Eval;

/// <summary><c>agents eval</c>: loads a data set, asks its questions, prints the table.</summary>
internal static class EvalCommand
{
    public static Command Create(CommandRunner runner) =>
        new("eval", "Measure recall on a public data set: load it, ask every question, print the table.")
        {
            CreateLocomo(runner),
            CreateMemDaily(runner),
            CreateBeam(runner),
        };

    private static Command CreateLocomo(CommandRunner runner)
    {
        var file = new Argument<string>("file") { Description = "LoCoMo's JSON file." };
        var to = Out();
        var items = Items();
        var command = new Command("locomo", "LoCoMo: two people over months; evidence turns.") { file, to, items };
        return runner.Bind(command, context =>
        {
            var samples = LocomoFile.Read(DataSetOptions.Existing(context.Get(file)!));
            return RunAsync(context, context.Get(to), context.Get(items), new EvalSet
            {
                Name = "locomo",
                SampleCount = samples.Count,
                Samples = samples,
                NumericIds = false,
                Score = LocomoScores.Of,
            });
        });
    }

    private static Command CreateMemDaily(CommandRunner runner)
    {
        var file = new Argument<string>("file")
        {
            Description = $"MemDaily's JSONL file, with {NoiseFile.Name} beside it.",
        };
        var noise = DataSetOptions.Noise();
        var place = DataSetOptions.NoiseAt();
        var to = Out();
        var items = Items();
        var command = new Command(
            "memdaily", "MemDaily: Chinese everyday facts among distractors.") { file, noise, place, to, items };
        return runner.Bind(command, context =>
        {
            var path = DataSetOptions.Existing(context.Get(file)!);
            return RunAsync(context, context.Get(to), context.Get(items), new EvalSet
            {
                Name = "memdaily",
                SampleCount = MemDailyFile.CountSamples(path),
                Samples = MemDailyFile.Read(path, context.Get(noise), context.Get(place)),
                NumericIds = true,
                Score = MemDailyScores.Of,
            });
        });
    }

    private static Command CreateBeam(CommandRunner runner)
    {
        var folder = new Argument<string>("folder") { Description = "A folder of BEAM chats." };
        var to = Out();
        var items = Items();
        var command = new Command("beam", "BEAM: long chats with an assistant, ten abilities.") { folder, to, items };
        return runner.Bind(command, context =>
        {
            var files = BeamFolder.Files(context.Get(folder)!);
            return RunAsync(context, context.Get(to), context.Get(items), new EvalSet
            {
                Name = "beam",
                SampleCount = files.Count,
                Samples = files.Select(BeamFolder.Read),
                NumericIds = true,
                Score = BeamScores.Of,
            });
        });
    }

    private static Option<bool> Items() =>
        new("--items") { Description = "Read the turns for items first, and let these answer too, by their turns." };

    private static Option<string?> Out() =>
        new("--out") { Description = "The run file to write: JSONL, one line a question.", HelpName = "FILE" };

    private static async Task RunAsync(CommandContext context, string? to, bool items, EvalSet set)
    {
        await using var file = to is null ? null : new RunFile(to);
        await using var session = await context.OpenAsync(measured: true);
        var answers = await context.Console.WithProgressAsync(async progress =>
        {
            var all = new List<Answer>();
            var evaluator = new Evaluator(session.Client, context.Clock, items);
            var sampleDone = progress.Begin(set.Name, set.SampleCount);
            await foreach (var answer in evaluator.RunAsync(set.Samples, sampleDone, context.CancellationToken))
            {
                all.Add(answer);
                await (file?.WriteAsync(answer, set.NumericIds) ?? Task.CompletedTask);
            }

            return all;
        });
        await (file?.FinishAsync() ?? Task.CompletedTask);
        context.Write(set.Score(answers), EvalTables.Write);
    }
}
