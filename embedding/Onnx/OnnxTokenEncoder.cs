using System.Numerics.Tensors;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>Runs a sentence model for the vectors of a text's word pieces: each of unit length, one after the
/// other.</summary>
/// <remarks>Left out are the special tokens, which stand for no word, and unknown ones, which stand for any.</remarks>
/// <param name="graph">The model; not owned.</param>
/// <param name="states">The output that holds a vector for each token.</param>
/// <param name="dimension">The length of a vector.</param>
/// <param name="unknownId">The id of what the vocabulary lacks.</param>
internal sealed class OnnxTokenEncoder(TokenGraph graph, string states, int dimension, int unknownId) : ITextEncoder
{
    public float[][] Encode(ReadOnlySpan<TokenizedText> batch)
    {
        using var results = graph.Run(batch, states);
        var values = results[0].GetTensorDataAsSpan<float>();
        var width = TokenGraph.WidthOf(batch);
        var texts = new float[batch.Length][];
        for (var i = 0; i < batch.Length; i++)
        {
            texts[i] = Read(batch[i], values.Slice(i * width * dimension, batch[i].Ids.Length * dimension));
        }

        return texts;
    }

    private float[] Read(TokenizedText text, ReadOnlySpan<float> rows)
    {
        var vectors = new float[(text.Ids.Length - 2 - text.Unknown) * dimension];
        var written = 0;
        for (var token = 1; token < text.Ids.Length - 1; token++)
        {
            if (text.Ids[token] != unknownId)
            {
                var row = rows.Slice(token * dimension, dimension);
                var norm = TensorPrimitives.Norm(row);
                TensorPrimitives.Divide(row, norm > 0 ? norm : 1, vectors.AsSpan(written, dimension));
                written += dimension;
            }
        }

        return vectors;
    }
}
