using Agents.Bench.Embedding;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>How many tokens the model is run on for each that a text has, when callers send texts of all
/// lengths.</summary>
internal sealed class EmbeddingPaddingFigure : IFigure
{
    private const int Shortest = 8;
    private const int Longest = 128;
    private const int Seed = 11;

    // What a processor takes by default, what it takes at most to advantage, and what a GPU takes.
    private static readonly int[] Budgets = [128, 1_024, 8_192];

    public string Name => "embedding-padding";

    public string What => "padded tokens for each real one, lengths 8 to 128, 64 callers, worst budget";

    public Must Must => new(1.25, "x");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var beside = new List<Beside>();
        foreach (var budget in Budgets)
        {
            beside.AddRange(await MeasureAsync(budget, context.Count(full: 768, quick: 96), cancellationToken));
        }

        return new Measurement(beside.Where(one => one.Unit == "x").Max(one => one.Value), [.. beside]);
    }

    private static async Task<Beside[]> MeasureAsync(int budget, int count, CancellationToken cancellationToken)
    {
        using var tokens = new MeterSum("Agents.Memory", "agents.memory.embedding.tokens");
        using var padded = new MeterSum("Agents.Memory", "agents.memory.embedding.tokens.padded");
        using var batches = new MeterTap("Agents.Memory", "agents.memory.embedding.batch.duration");
        using var bench = await EmbeddingBench.LoadAsync(
            options => options.BatchTokensMax = budget, cancellationToken);
        var random = new Random(Seed);
        var texts = new Queue<string>(
            Enumerable.Range(0, count).Select(_ => bench.Text(random.Next(Shortest, Longest + 1))));
        var callers = Enumerable.Range(0, 64).Select(_ => CallAsync(bench, texts, cancellationToken));
        await Task.WhenAll(callers);
        return
        [
            new Beside($"budget {budget}", (double)padded.Total / tokens.Total, "x"),
            new Beside("texts a batch", (double)count / batches.Count, ""),
        ];
    }

    private static async Task CallAsync(
        EmbeddingBench bench, Queue<string> texts, CancellationToken cancellationToken)
    {
        while (true)
        {
            string? text;
            lock (texts)
            {
                if (!texts.TryDequeue(out text))
                {
                    return;
                }
            }

            await bench.EmbedAsync([text], cancellationToken);
        }
    }
}
