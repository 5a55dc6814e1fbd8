using System.Numerics.Tensors;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>Runs a sentence model: token ids in, pooled vectors of unit length out.</summary>
internal sealed class OnnxTextEncoder : ITextEncoder, IDisposable
{
    private readonly TokenGraph _graph;
    private readonly Pooling _pooling;
    private readonly int _dimension;

    /// <param name="graph">The model; owned from now on.</param>
    /// <param name="manifest">The manifest of the model.</param>
    /// <exception cref="ModelUnavailableException">The model gives other outputs.</exception>
    public OnnxTextEncoder(TokenGraph graph, ModelManifest manifest)
    {
        _graph = graph;
        _pooling = manifest.Pooling;
        _dimension = manifest.Dimension;
        States = graph.OutputOf(dimensions: 3)
            ?? throw new ModelUnavailableException(
                $"{manifest.Model} gives no vector for each token (an output [batch, tokens, {_dimension}]): export it "
                + $"without pooling, or mount another model by {ModelUse.Embedding.Option}.");
        if (graph.Probe(States) is var dimension && dimension != _dimension)
        {
            throw new ModelUnavailableException(
                $"{manifest.Model} gives vectors of {dimension} numbers, but the manifest states {_dimension}: correct "
                + $"the dimension in {ModelManifest.FileName} or config.json.");
        }
    }

    /// <summary>The output that holds a vector for each token.</summary>
    public string States { get; }

    public float[][] Encode(ReadOnlySpan<TokenizedText> batch)
    {
        using var results = _graph.Run(batch, States);
        return Pool(results[0].GetTensorDataAsSpan<float>(), batch);
    }

    public void Dispose() => _graph.Dispose();

    // Mean pooling over the tokens of the text and L2 normalisation (Reimers and Gurevych 2019, arXiv:1908.10084,
    // section 3); the mean's division cancels in the normalisation.
    private float[][] Pool(ReadOnlySpan<float> states, ReadOnlySpan<TokenizedText> batch)
    {
        var width = TokenGraph.WidthOf(batch);
        var vectors = new float[batch.Length][];
        for (var i = 0; i < batch.Length; i++)
        {
            var vector = new float[_dimension];
            var tokens = _pooling == Pooling.Cls ? 1 : batch[i].Ids.Length;
            var row = states.Slice(i * width * _dimension, tokens * _dimension);
            for (var token = 0; token < tokens; token++)
            {
                TensorPrimitives.Add(vector, row.Slice(token * _dimension, _dimension), vector);
            }

            var norm = TensorPrimitives.Norm<float>(vector);
            TensorPrimitives.Divide(vector, norm > 0 ? norm : 1, vector);
            vectors[i] = vector;
        }

        return vectors;
    }
}
