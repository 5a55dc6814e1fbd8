using Agents.Bench.Load;
using Agents.Bench.Recall;
using Agents.Silo.Tokens;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.Tokenizers;

namespace Agents.Bench.Tokens;

/// <summary>Asks: what does it save to keep the token counts of words, as a recall counts a line at a time?</summary>
[MemoryDiagnoser]
public class TokenCounterBenchmarks
{
    private const int Lines = 4_096;

    private readonly O200kTokenCounter _counter = new();
    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private RandomRounds<string> _lines = null!;

    [GlobalSetup]
    public void Setup()
    {
        var sentences = new SentenceGenerator(1);
        _lines = new RandomRounds<string>(Lines, sentences.Sentence);
    }

    [Benchmark(Baseline = true)]
    public int WholeText() => _tokenizer.CountTokens(_lines.Next());

    [Benchmark]
    public int WordByWord() => _counter.Count(_lines.Next());
}
