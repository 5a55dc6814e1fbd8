using Agents.Embedding;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Onnx;
using Agents.Embedding.Tokenization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Agents.Bench.Embedding;

/// <summary>The default model twice over: as the service that the product embeds with, and as a bare ONNX Runtime
/// session of the same settings.</summary>
internal sealed class EmbeddingBench : IDisposable
{
    private const int Seed = 5;

    private static readonly string[] Candidates =
    [
        "apple", "bread", "bridge", "camera", "castle", "cheese", "clock", "coffee", "cousin", "doctor", "engine",
        "family", "forest", "garden", "guitar", "hotel", "island", "kitchen", "letter", "market", "mirror", "morning",
        "music", "night", "orange", "paper", "piano", "river", "school", "silver", "summer", "table", "teacher",
        "train", "village", "water", "window", "winter",
    ];

    private readonly EmbeddingOptions _options;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly string[] _words;
    private readonly Random _random = new(Seed);

    private EmbeddingBench(EmbeddingOptions options, EmbeddingModel service, ModelFolder folder)
    {
        _options = options;
        Service = service;
        var tokenizer = folder.Manifest.Tokenizer;
        _tokenizer = new WordPieceTokenizer(
            Vocabulary.Read(folder.PathOf(tokenizer.Vocabulary), tokenizer, ModelUse.Embedding),
            tokenizer.LowerCase,
            tokenizer.StripAccents);
        (_session, _) = new OnnxSessionFactory(options, NullLogger.Instance).Create(folder, ModelUse.Embedding);
        _inputs = [.. _session.InputMetadata.Keys];
        _outputs = [_session.OutputMetadata.First(output => output.Value.Dimensions.Length == 3).Key];
        _words = Array.FindAll(Candidates, word => _tokenizer.Encode(word, LengthMax).Ids.Length == 3);
    }

    /// <summary>Gets the most tokens of a text.</summary>
    public static int LengthMax => 256;

    public EmbeddingModel Service { get; }

    public static async Task<EmbeddingBench> LoadAsync(
        Action<EmbeddingOptions> configure, CancellationToken cancellationToken)
    {
        var options = new EmbeddingOptions { CacheEntriesMax = 0 };
        configure(options);
        var service = new EmbeddingModel(options);
        await service.LoadAsync(cancellationToken: cancellationToken);
        var manifest = ModelManifestReader.Default();
        var folder = Path.Combine(CacheLocation.Models(null, Environment.GetEnvironmentVariable), manifest.Name);
        return new EmbeddingBench(options, service, await ModelFolder.VerifyAsync(folder, manifest, cancellationToken));
    }

    /// <summary>Makes a text of exactly so many tokens, the first and last special ones included.</summary>
    public string Text(int tokens) => string.Join(' ', _random.GetItems(_words, tokens - 2));

    /// <summary>Embeds texts in the service, each as a caller of its own would, and waits for all.</summary>
    public Task EmbedAsync(IEnumerable<string> texts, CancellationToken cancellationToken) => Task.WhenAll(
        texts.Select(text => Service.Generator.GenerateAsync([text], cancellationToken: cancellationToken)));

    /// <summary>Prepares a batch for <see cref="Run"/>, the texts being of one length.</summary>
    public OrtValue[] Prepare(string[] texts)
    {
        var ids = texts.SelectMany(text => _tokenizer.Encode(text, LengthMax).Ids).Select(id => (long)id).ToArray();
        long[] shape = [texts.Length, ids.Length / texts.Length];
        return
        [
            .. _inputs.Select(name => OrtValue.CreateTensorValueFromMemory(
                name switch
                {
                    "input_ids" => ids,
                    "attention_mask" => Enumerable.Repeat(1L, ids.Length).ToArray(),
                    _ => new long[ids.Length],
                },
                shape)),
        ];
    }

    /// <summary>Runs a prepared batch and reads one number of what comes out.</summary>
    public float Run(OrtValue[] batch)
    {
        using var results = _session.Run(_run, _inputs, batch, _outputs);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    /// <summary>Runs prepared batches on as many threads as the service has.</summary>
    public void RunAll(IEnumerable<OrtValue[]> batches)
    {
        var queue = new System.Collections.Concurrent.ConcurrentQueue<OrtValue[]>(batches);
        var threads = Enumerable.Range(0, _options.ConcurrentRunsMax).Select(_ => new Thread(() =>
        {
            while (queue.TryDequeue(out var batch))
            {
                Run(batch);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    public void Dispose()
    {
        Service.Dispose();
        _session.Dispose();
        _run.Dispose();
    }
}
