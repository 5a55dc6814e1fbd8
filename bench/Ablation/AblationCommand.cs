using System.Globalization;
using Agents.Cli.DataSets;
using Agents.Cli.DataSets.Beam;
using Agents.Cli.DataSets.Locomo;
using Agents.Cli.DataSets.MemDaily;
using Agents.Cli.Eval;
using Agents.Memory.Recall;

namespace Agents.Bench.Ablation;

/// <summary><c>bench -- ablation</c>: what recall finds on each data set with all signals, with each one taken out, and
/// with each weight a third smaller and larger.</summary>
/// <remarks>
/// The index is asked in this process, with the vectors of the default model, which are kept in a file: a variant takes
/// seconds. The numbers are those of <c>agents eval</c>, which asks over HTTP.
/// </remarks>
internal static class AblationCommand
{
    private const int Noise = 200;
    private const double Third = 0.3;
    private const string Usage =
        "ablation [--locomo FILE] [--memdaily FILE] [--beam FOLDER] [--vectors FOLDER] [--items rules] [--set "
            + "Name=Value[,...]]...";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var names = args.Where((_, i) => i % 2 == 0);
        if (args.Length % 2 != 0 || names.Any(name => !name.StartsWith("--", StringComparison.Ordinal)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 1;
        }

        var options = args.Chunk(2).ToLookup(pair => pair[0], pair => pair[1]);
        var folder = options["--vectors"].LastOrDefault() ?? Path.Combine(Path.GetTempPath(), "agents-bench-vectors");
        using var vectors = new StoredVectors(folder);
        var sets = new List<RecallSet>();
        foreach (var (name, samples, score) in Sources(options))
        {
            sets.Add(new RecallSet(name, score, options["--items"].Any()));
            await sets[^1].LoadAsync(samples, vectors, cancellationToken);
        }

        var shipped = new RecallOptions { Dimension = vectors.Dimension };
        if (options["--set"].Any())
        {
            Print(sets, options["--set"].Select(text => (text, Variant.Of(shipped, text))).ToList());
            return 0;
        }

        Print(sets, [("all signals", shipped)]);
        Print(sets, Variant.Switches.Select(off => ("without " + off.Name, off.Take(shipped))));
        Print(sets, Variant.Weights.SelectMany(weight => new[]
        {
            ($"{weight.Name} -30 %", weight.Scale(shipped, 1 - Third)),
            ($"{weight.Name} +30 %", weight.Scale(shipped, 1 + Third)),
        }));
        return 0;
    }

    private static IEnumerable<Source> Sources(ILookup<string, string> options)
    {
        yield return new("two-hop facts", TwoHopFacts.Samples(), MemDailyScores.Of);
        foreach (var file in options["--locomo"])
        {
            yield return new("LoCoMo", LocomoFile.Read(file), LocomoScores.Of);
        }

        foreach (var file in options["--memdaily"])
        {
            yield return new("MemDaily", MemDailyFile.Read(file, Noise, NoisePlace.End), MemDailyScores.Of);
            yield return new("MemDaily spread", MemDailyFile.Read(file, Noise, NoisePlace.Spread), MemDailyScores.Of);
        }

        foreach (var beam in options["--beam"])
        {
            yield return new("BEAM", BeamFolder.Files(beam).Select(BeamFolder.Read), BeamScores.Of);
        }
    }

    private static void Print(List<RecallSet> sets, IEnumerable<(string Name, RecallOptions Options)> variants)
    {
        var all = variants.ToList();
        foreach (var set in sets)
        {
            IReadOnlyList<string>? columns = null;
            foreach (var (name, options) in all)
            {
                var report = set.Run(options);
                var table = report.Tables[0];
                var row = table.Rows.First(row => row.Group is "cat 1-4" or "overall");
                var groups = table.Rows.Where(other => other != row && other.Means.ContainsKey("recall@10")).ToList();
                if (columns is null)
                {
                    columns = [.. table.Columns, .. groups.Select(group => $"{group.Group} @10"), "auroc"];
                    Console.WriteLine($"\n| {set.Name}, n = {row.Questions} | {string.Join(" | ", columns)} |");
                    Console.WriteLine($"|---|{string.Concat(columns.Select(_ => "--:|"))}");
                }

                var auroc = report.Figures.TryGetValue("auroc", out var value)
                    ? value.ToString("0.000", CultureInfo.InvariantCulture)
                    : string.Empty;
                var means = table.Columns.Select(column => Format(column, row.Means[column]))
                    .Concat(groups.Select(group => Format("recall@10", group.Means["recall@10"]))).Append(auroc);
                Console.WriteLine($"| {name} | {string.Join(" | ", means)} |");
            }
        }
    }

    private static string Format(string column, double mean) =>
        (column == "mrr" ? mean : 100 * mean).ToString(column == "mrr" ? "0.000" : "0.0", CultureInfo.InvariantCulture);

    private sealed record Source(
        string Name, IEnumerable<Sample> Samples, Func<IReadOnlyList<Answer>, EvalReport> Score);
}
