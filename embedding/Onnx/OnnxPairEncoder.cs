using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>Runs a cross-encoder: the ids of a pair in, its one logit out.</summary>
internal sealed class OnnxPairEncoder : ITextEncoder, IDisposable
{
    private readonly TokenGraph _graph;
    private readonly string _logits;

    /// <param name="graph">The model; owned from now on.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <exception cref="ModelUnavailableException">The model does not give one logit a pair.</exception>
    public OnnxPairEncoder(TokenGraph graph, string path)
    {
        _graph = graph;
        _logits = graph.OutputOf(dimensions: 2)
            ?? throw new ModelUnavailableException(
                $"{path} has no output [batch, 1]: it is no cross-encoder. Export one for sequence classification, or "
                + $"mount another model by {ModelUse.Reranking.Option}.");
        if (graph.Probe(_logits) is var labels && labels != 1)
        {
            throw new ModelUnavailableException(
                $"{path} gives {labels} numbers a pair in '{_logits}', and a reranker gives 1: mount a cross-encoder "
                + $"with num_labels 1 by {ModelUse.Reranking.Option}.");
        }
    }

    public float[][] Encode(ReadOnlySpan<TokenizedText> batch)
    {
        using var results = _graph.Run(batch, _logits);
        var logits = results[0].GetTensorDataAsSpan<float>();
        var scores = new float[batch.Length][];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = [logits[i]];
        }

        return scores;
    }

    public void Dispose() => _graph.Dispose();
}
