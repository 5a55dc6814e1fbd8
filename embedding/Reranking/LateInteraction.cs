using System.Buffers;
using System.Numerics.Tensors;
using Agents.Embedding.Batching;
using Agents.Embedding.Caching;
using Agents.Embedding.Onnx;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Reranking;

/// <summary>Compares a question and a text word by word (ColBERT's MaxSim, Khattab and Zaharia 2020, arXiv:2004.12832,
/// section 3.2): for each word of the question the nearest word of the text, each seen in its own sentence.</summary>
/// <remarks>
/// <para>The score is a mean over the question's word pieces, so that it does not grow with the question. Each counts
/// by how few of the candidates hold it, as words do in BM25: a sentence model was not trained for this, and what all
/// candidates hold tells none of them from another.</para>
/// <para>Texts and question are read apart, so a text's vectors are computed once and kept by its hash; half precision
/// keeps their order and takes half the room.</para>
/// </remarks>
internal sealed class LateInteraction : IPairScorer
{
    // Key, array headers and nodes, about.
    private const int EntryBytes = 200;

    private readonly TokenModel _model;
    private readonly EncodingQueue _queue;
    private readonly Lock _gate = new();
    private readonly LruCache<UInt128, ReadText> _texts;

    /// <param name="model">The model; not owned.</param>
    /// <param name="limits">Limits of the queue.</param>
    /// <param name="cacheBytesMax">How many bytes of token vectors are kept.</param>
    public LateInteraction(TokenModel model, EmbeddingOptions limits, long cacheBytesMax)
    {
        _model = model;
        _queue = new EncodingQueue(model.Encoder, model.LengthMax, limits, model.RunsOn, name: "Reranking");
        _texts = new LruCache<UInt128, ReadText>(
            cacheBytesMax, text => (2L * text.Vectors.Length) + (4L * text.Pieces.Length) + EntryBytes);
    }

    public async Task<float?[]> ScoreAsync(
        string question, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var asked = _model.Tokenizer.Encode(question, _model.LengthMax);
        if (asked.IsUnreadable)
        {
            return new float?[texts.Count];
        }

        var query = _queue.EncodeAsync([asked], isBackground: false, cancellationToken);
        var read = await Task.WhenAll(texts.Select(text => ReadAsync(text, cancellationToken))).ConfigureAwait(false);
        var vectors = (await query.ConfigureAwait(false))[0];
        var weights = Array.ConvertAll(PiecesOf(asked), piece => Rarity(piece, read));
        return Array.ConvertAll(read, text => Compare(vectors, weights, text));
    }

    public void Dispose() => _queue.Dispose();

    // Each text is a request of its own: what was computed for a question that is given up is kept for the next.
    private async Task<ReadText> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var key = TextHash.Of(text);
        lock (_gate)
        {
            if (_texts.TryGet(key, out var known))
            {
                return known;
            }
        }

        var tokens = _model.Tokenizer.Encode(text, _model.LengthMax);
        var read = new ReadText([], []);
        if (!tokens.IsUnreadable)
        {
            var states = await _queue.EncodeAsync([tokens], isBackground: false, cancellationToken)
                .ConfigureAwait(false);
            read = new ReadText(PiecesOf(tokens), new Half[states[0].Length]);
            TensorPrimitives.ConvertToHalf(states[0], read.Vectors);
        }

        lock (_gate)
        {
            _texts.Set(key, read);
        }

        return read;
    }

    /// <summary>Gives the word pieces that the encoder gives vectors for, in their order.</summary>
    private int[] PiecesOf(TokenizedText text) =>
        Array.FindAll(text.Ids[1..^1], piece => piece != _model.Tokenizer.UnknownId);

    // The inverse document frequency of BM25 (Robertson and Zaragoza 2009), never below 0.
    private static float Rarity(int piece, ReadText[] texts)
    {
        var holding = texts.Count(text => text.Pieces.Contains(piece));
        return MathF.Log(1 + ((texts.Length - holding + 0.5f) / (holding + 0.5f)));
    }

    private float? Compare(float[] question, float[] weights, ReadText text)
    {
        if (question.Length == 0 || text.Vectors.Length == 0)
        {
            return null;
        }

        var rented = ArrayPool<float>.Shared.Rent(text.Vectors.Length);
        var vectors = rented.AsSpan(0, text.Vectors.Length);
        TensorPrimitives.ConvertToSingle(text.Vectors, vectors);
        var (sum, total) = (0f, 0f);
        for (var word = 0; word < weights.Length; word++)
        {
            sum += weights[word] * Nearest(question.AsSpan(word * _model.Dimension, _model.Dimension), vectors);
            total += weights[word];
        }

        ArrayPool<float>.Shared.Return(rented);
        return sum / total;
    }

    private float Nearest(ReadOnlySpan<float> word, ReadOnlySpan<float> vectors)
    {
        var nearest = -1f;
        for (var other = 0; other < vectors.Length; other += _model.Dimension)
        {
            nearest = Math.Max(nearest, TensorPrimitives.Dot(word, vectors.Slice(other, _model.Dimension)));
        }

        return nearest;
    }

    /// <summary>A text by its known word pieces, and the vector of each; empty when the model cannot read it.</summary>
    private sealed record ReadText(int[] Pieces, Half[] Vectors);
}
