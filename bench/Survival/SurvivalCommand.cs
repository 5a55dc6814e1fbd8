using System.Globalization;
using Agents.Bench.Ablation;
using Agents.Cli.DataSets.Locomo;
using Agents.Memory.Retention;

namespace Agents.Bench.Survival;

/// <summary><c>bench -- survival</c>: how much of what questions are asked about is still there when the store holds
/// half of the turns.</summary>
/// <remarks>
/// Questions are asked at the end and no policy sees them. The weights that the product ships were set with an eye on
/// these conversations; how well weights do on one that they were not chosen on is shown beside it, each conversation
/// left out once.
/// </remarks>
internal static class SurvivalCommand
{
    private const int Seeds = 20;
    private const string Usage = "survival --locomo FILE [--vectors FOLDER]";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = args.Chunk(2).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        if (!options["--locomo"].Any())
        {
            await Console.Error.WriteLineAsync(Usage);
            return 1;
        }

        var folder = options["--vectors"].LastOrDefault() ?? Path.Combine(Path.GetTempPath(), "agents-bench-vectors");
        using var vectors = new StoredVectors(folder);
        var reader = new TalkReader(vectors);
        var talks = new List<Talk>();
        foreach (var sample in options["--locomo"].SelectMany(LocomoFile.Read))
        {
            talks.Add(await reader.ReadAsync(sample, cancellationToken));
        }

        Print(talks);
        new UsedRecall(vectors).Print(talks);
        return 0;
    }

    private static void Print(List<Talk> talks)
    {
        Console.WriteLine(
            $"\n| store of half the turns | evidence left % | {string.Join(" | ", talks.Select(talk => talk.Name))} |");
        Console.WriteLine($"|---|--:|{string.Concat(talks.Select(_ => "--:|"))}");
        Print(talks, "least recently used", Survivals(talks, Forgetters.LeastRecentlyUsed));
        Print(talks, "chance, mean of 20 seeds", Mean(talks));
        Print(talks, "exponential decay, 30 days", Survivals(talks, Forgetters.Decay));
        var shipped = new RetentionWeights();
        Print(talks, "activation alone", Survivals(talks, Forgetters.Product(WeightGrid.None)));
        Print(talks, "the product", Survivals(talks, Forgetters.Product(shipped)));
        foreach (var (name, weights) in WeightGrid.Without(shipped))
        {
            Print(talks, "without " + name, Survivals(talks, Forgetters.Product(weights)));
        }

        var chosen = PrintLeftOut(talks);
        Print(talks, "the product, items beside turns", Survivals(talks, Forgetters.Product(shipped), items: true));
        Console.WriteLine($"\n{string.Join(Environment.NewLine, chosen)}");
    }

    /// <summary>Chooses weights on all conversations but one, and shows how they do on that one.</summary>
    private static List<string> PrintLeftOut(List<Talk> talks)
    {
        var told = new List<string>();
        var grid = WeightGrid.All().ToArray();
        var survivals = grid.AsParallel().AsOrdered()
            .Select(weights => Survivals(talks, Forgetters.Product(weights))).ToArray();
        var (chosen, leftOut) = (new RetentionWeights[talks.Count], new double[talks.Count]);
        for (var left = 0; left < talks.Count; left++)
        {
            var best = Enumerable.Range(0, grid.Length).MaxBy(i => Total(talks, survivals[i], left));
            (chosen[left], leftOut[left]) = (grid[best], survivals[best][left]);
        }

        Print(talks, "chosen on the others", leftOut);
        var all = Enumerable.Range(0, grid.Length).MaxBy(i => Total(talks, survivals[i]));
        Print(talks, "chosen on all", survivals[all]);
        foreach (var (talk, weights) in talks.Zip(chosen))
        {
            told.Add($"Chosen without {talk.Name}: {weights}");
        }

        return [$"Chosen on all: {grid[all]}", .. told];
    }

    private static double[] Survivals(List<Talk> talks, Forgetter forgetter, bool items = false) =>
        [.. talks.Select(talk => talk.Survival(Replay.Run(talk, forgetter, items)))];

    private static double[] Mean(List<Talk> talks)
    {
        var runs = Enumerable.Range(0, Seeds).Select(seed => Survivals(talks, Forgetters.Chance(seed))).ToArray();
        return [.. talks.Select((_, i) => runs.Average(run => run[i]))];
    }

    // Of all questions' evidence, so a longer list of questions counts for more.
    private static double Total(List<Talk> talks, double[] survivals, int? without = null)
    {
        var counted = Enumerable.Range(0, talks.Count).Where(i => i != without).ToArray();
        return counted.Sum(i => survivals[i] * talks[i].Pieces) / counted.Sum(i => talks[i].Pieces);
    }

    private static void Print(List<Talk> talks, string name, double[] survivals) => Console.WriteLine(
        $"| {name} | {Percent(Total(talks, survivals))} | {string.Join(" | ", survivals.Select(Percent))} |");

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
