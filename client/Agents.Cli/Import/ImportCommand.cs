using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.DataSets;
using Agents.Cli.DataSets.Locomo;
using Agents.Cli.DataSets.MemDaily;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.Import;

/// <summary><c>agents import</c>: loads conversations; run again it goes on where it stopped.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandRunner runner) =>
        new("import", "Load conversations; run again, an import goes on where it stopped.")
        {
            CreateJsonl(runner),
            CreateLocomo(runner),
            CreateMemDaily(runner),
        };

    private static Command CreateJsonl(CommandRunner runner)
    {
        var file = new Argument<string>("file")
        {
            Description = "JSONL: role and content, and user, conversation, agent, id, author, time.",
        };
        var command = new Command(
            "jsonl", "Load a JSONL file, such as export writes. It is checked whole before anything is sent.")
        {
            file,
        };
        return runner.Bind(command, async context =>
        {
            var path = DataSetOptions.Existing(context.Get(file)!);

            // A bad line anywhere means that nothing is sent: half a file in memory helps nobody.
            var total = ImportLineReader.Read(path).LongCount();
            await RunAsync(context, total, CallPacker.Pack(ImportLineReader.Read(path)));
        });
    }

    private static Command CreateLocomo(CommandRunner runner)
    {
        var file = new Argument<string>("file") { Description = "LoCoMo's JSON file." };
        var command = new Command("locomo", "Load LoCoMo: each conversation becomes a user.") { file };
        return runner.Bind(command, async context =>
        {
            var samples = LocomoFile.Read(DataSetOptions.Existing(context.Get(file)!));
            await RunAsync(
                context, samples.Sum(sample => sample.MessageCount), samples.SelectMany(sample => sample.Calls));
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
        var command = new Command("memdaily", "Load MemDaily: each trajectory becomes a user.") { file, noise, place };
        return runner.Bind(command, async context =>
        {
            var path = DataSetOptions.Existing(context.Get(file)!);
            var samples = MemDailyFile.Read(path, context.Get(noise), context.Get(place));
            var total = samples.Sum(sample => sample.MessageCount);
            await RunAsync(context, total, samples.SelectMany(sample => sample.Calls));
        });
    }

    private static async Task RunAsync(CommandContext context, long total, IEnumerable<AddMemoriesRequest> calls)
    {
        await using var session = await context.OpenAsync();
        var importer = new Importer(session.Client);
        var result = await context.Console.WithProgressAsync(async progress =>
        {
            var advance = progress.Begin("messages", total);
            await importer.SendAsync(
                calls.Select(call => call with { User = call.User ?? session.User }),
                advance,
                context.CancellationToken);
            return await importer.FinishAsync(context.CancellationToken);
        });
        context.Write(result, Write);
    }

    private static void Write(ImportResult result, CliConsole console) => console.Line(
        $"{result.Messages} messages of {result.Users} users: {result.Added} added, {result.Known} known"
        + (result.Erased > 0 ? $", {result.Erased} erased before and left out" : string.Empty));
}
