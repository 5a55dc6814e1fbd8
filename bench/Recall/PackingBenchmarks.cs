using System.Globalization;
using Agents.Contracts;
using Agents.Memory.Recall;
using Agents.Silo.Tokens;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.Tokenizers;

namespace Agents.Bench.Recall;

/// <summary>Asks: what does packing into a budget cost, with cuts, duplicates and reasons, beside lines added as long
/// as the block fits?</summary>
[MemoryDiagnoser]
public class PackingBenchmarks
{
    private const int Candidates = 32;
    private const int Blocks = 64;
    private const int Budget = MemoryLimits.BudgetTokensDefault;

    private readonly O200kTokenCounter _counter = new();
    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private RandomRounds<PackCandidate[]> _candidates = null!;

    [GlobalSetup]
    public void Setup()
    {
        var sentences = new Load.SentenceGenerator(1);
        _candidates = new RandomRounds<PackCandidate[]>(Blocks, () =>
        [
            .. Enumerable.Range(0, Candidates).Select(rank => new PackCandidate(
                $"ep_{rank:00}",
                sentences.Sentence(),
                rank % 2 == 0 ? "Caroline" : "Melanie",
                SyntheticStore.Now.AddHours(-rank),
                Candidates - rank,
                Confidence: 0.5)),
        ]);
    }

    [Benchmark(Baseline = true)]
    public string LinesWhileTheyFit()
    {
        var block = string.Empty;
        foreach (var candidate in _candidates.Next())
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"[{candidate.Time:yyyy-MM-dd HH:mm}] {candidate.Author}: {candidate.Text}");
            var longer = block.Length == 0 ? line : block + "\n" + line;
            if (_tokenizer.CountTokens(longer) <= Budget)
            {
                block = longer;
            }
        }

        return block;
    }

    [Benchmark]
    public PackedContext Pack() => ContextPacker.Pack(_candidates.Next(), Budget, RecallOrder.Time, _counter);
}
