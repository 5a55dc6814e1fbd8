using Agents.Embedding.Batching;
using Agents.Embedding.Tokenization;
using Microsoft.Extensions.AI;

namespace Agents.Embedding.Onnx;

/// <summary>
/// Embeds texts with a local model: tokenizes on the caller's thread, then joins the others' texts in batches.
/// </summary>
/// <remarks>
/// Vectors have unit length, come in the order of the texts, and do not depend on what else is in a batch. A text
/// longer than the model reads is cut. Each embedding carries <see cref="EmbeddingProperties.UnknownShare"/> and
/// <see cref="EmbeddingProperties.Tokens"/>. Thread-safe.
/// </remarks>
internal sealed class OnnxEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly WordPieceTokenizer _tokenizer;
    private readonly int _lengthMax;
    private readonly EncodingQueue _queue;
    private readonly IDisposable? _encoder;

    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="encoder">Runs the model; owned from now on.</param>
    /// <param name="metadata">The provider, the model id and the dimension.</param>
    /// <param name="lengthMax">The most tokens that the model reads.</param>
    /// <param name="options">Limits of the queue.</param>
    /// <param name="runsOn">What runs the model.</param>
    /// <param name="telemetry">Where batches are counted; null for nowhere.</param>
    public OnnxEmbeddingGenerator(
        WordPieceTokenizer tokenizer, ITextEncoder encoder, EmbeddingGeneratorMetadata metadata, int lengthMax,
        EmbeddingOptions options, ExecutionProvider runsOn = ExecutionProvider.Cpu,
        EmbeddingTelemetry? telemetry = null)
    {
        _tokenizer = tokenizer;
        _lengthMax = lengthMax;
        _encoder = encoder as IDisposable;
        Metadata = metadata;
        _queue = new EncodingQueue(encoder, lengthMax, options, runsOn, telemetry);
    }

    public EmbeddingGeneratorMetadata Metadata { get; }

    /// <exception cref="ArgumentException">A text is null, or the options ask for another model or
    /// dimension.</exception>
    /// <exception cref="EmbeddingOverloadedException">Too many texts wait.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        EmbeddingRequestCheck.Check(options, Metadata);
        cancellationToken.ThrowIfCancellationRequested();
        var texts = values.Select(Tokenize).ToArray();
        if (texts.Length == 0)
        {
            return [];
        }

        var vectors = await _queue.EncodeAsync(texts, EmbeddingProperties.IsBackground(options), cancellationToken)
            .ConfigureAwait(false);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(texts.Length);
        var tokens = 0L;
        for (var i = 0; i < texts.Length; i++)
        {
            tokens += texts[i].Ids.Length;
            embeddings.Add(new Embedding<float>(vectors[i])
            {
                ModelId = Metadata.DefaultModelId,
                AdditionalProperties = new AdditionalPropertiesDictionary
                {
                    [EmbeddingProperties.UnknownShare] = texts[i].UnknownShare,
                    [EmbeddingProperties.Tokens] = texts[i].Ids.Length,
                },
            });
        }

        embeddings.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Lets running batches finish and fails what waits.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _encoder?.Dispose();
    }

    private TokenizedText Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _tokenizer.Encode(text, _lengthMax);
    }
}
