using Agents.Bench.Load;
using Agents.Bench.Recall;
using Agents.Embedding;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tokenization;
using BenchmarkDotNet.Attributes;
using BertOptions = Microsoft.ML.Tokenizers.BertOptions;
using BertTokenizer = Microsoft.ML.Tokenizers.BertTokenizer;

namespace Agents.Bench.Tokenization;

/// <summary>Asks: what does the embedder's tokenizer cost beside the library's, which reads some texts
/// otherwise?</summary>
[MemoryDiagnoser]
public class WordPieceBenchmarks
{
    private const string Model = "all-minilm-l6-v2";
    private const int LengthMax = 256;
    private const int Texts = 1_024;

    private WordPieceTokenizer _tokenizer = null!;
    private BertTokenizer _library = null!;
    private RandomRounds<string> _texts = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        // Loading the model fetches its vocabulary where it is not there yet.
        using var model = new EmbeddingModel(new EmbeddingOptions());
        await model.LoadAsync();
        var manifest = new TokenizerManifest();
        var vocabulary = Path.Combine(
            CacheLocation.Models(null, Environment.GetEnvironmentVariable), Model, manifest.Vocabulary);
        _tokenizer = new WordPieceTokenizer(
            Vocabulary.Read(vocabulary, manifest, ModelUse.Embedding), manifest.LowerCase, manifest.StripAccents);
        _library = await BertTokenizer.CreateAsync(
            vocabulary, new BertOptions { RemoveNonSpacingMarks = manifest.StripAccents });
        var sentences = new SentenceGenerator(1);
        _texts = new RandomRounds<string>(Texts, sentences.Sentence);
    }

    [Benchmark(Baseline = true)]
    public int Library() => _library.EncodeToIds(_texts.Next(), LengthMax, out _, out _).Count;

    [Benchmark]
    public int WordPiece() => _tokenizer.Encode(_texts.Next(), LengthMax).Ids.Length;
}
