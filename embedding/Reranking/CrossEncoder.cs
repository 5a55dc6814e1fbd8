using Agents.Embedding.Batching;
using Agents.Embedding.Onnx;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Reranking;

/// <summary>Reads the question and a text at once, every word of one in the light of the other (Nogueira and Cho 2019,
/// arXiv:1901.04085): exact, and a run of the model for each pair.</summary>
internal sealed class CrossEncoder : IPairScorer
{
    private readonly WordPieceTokenizer _tokenizer;
    private readonly int _lengthMax;
    private readonly EncodingQueue _queue;
    private readonly IDisposable? _encoder;

    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="encoder">Gives one score a pair; owned from now on.</param>
    /// <param name="lengthMax">The most tokens of a pair.</param>
    /// <param name="limits">Limits of the queue.</param>
    /// <param name="runsOn">What runs the model.</param>
    public CrossEncoder(
        WordPieceTokenizer tokenizer, ITextEncoder encoder, int lengthMax, EmbeddingOptions limits,
        ExecutionProvider runsOn = ExecutionProvider.Cpu)
    {
        _tokenizer = tokenizer;
        _lengthMax = lengthMax;
        _encoder = encoder as IDisposable;
        _queue = new EncodingQueue(encoder, lengthMax, limits, runsOn, name: "Reranking");
    }

    public async Task<float?[]> ScoreAsync(
        string question, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var scores = new float?[texts.Count];
        var asked = _tokenizer.Encode(question, _lengthMax);
        var pairs = new List<TokenizedText>(texts.Count);
        var places = new List<int>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            var text = _tokenizer.Encode(texts[i], _lengthMax);
            if (!asked.IsUnreadable && !text.IsUnreadable)
            {
                pairs.Add(TokenizedText.Pair(asked, text, _lengthMax));
                places.Add(i);
            }
        }

        if (pairs.Count > 0)
        {
            var results = await _queue.EncodeAsync([.. pairs], isBackground: false, cancellationToken)
                .ConfigureAwait(false);
            for (var i = 0; i < results.Length; i++)
            {
                scores[places[i]] = results[i][0];
            }
        }

        return scores;
    }

    public void Dispose()
    {
        _queue.Dispose();
        _encoder?.Dispose();
    }
}
