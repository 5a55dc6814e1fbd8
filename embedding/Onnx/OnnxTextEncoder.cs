using System.Buffers;
using System.Numerics.Tensors;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Agents.Embedding.Onnx;

/// <summary>Runs a sentence model: token ids in, pooled vectors of unit length out.</summary>
internal sealed class OnnxTextEncoder : ITextEncoder, IDisposable
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly Pooling _pooling;
    private readonly int _dimension;
    private readonly int _padId;

    /// <param name="session">The loaded model; owned from now on.</param>
    /// <param name="manifest">The manifest of the model.</param>
    /// <param name="padId">The token id that fills short rows.</param>
    /// <exception cref="ModelUnavailableException">The model wants other inputs or gives other outputs.</exception>
    public OnnxTextEncoder(InferenceSession session, ModelManifest manifest, int padId)
    {
        _session = session;
        _pooling = manifest.Pooling;
        _dimension = manifest.Dimension;
        _padId = padId;
        _inputs = [.. session.InputMetadata.Keys];
        if (_inputs.FirstOrDefault(name => name is not (Ids or Mask or Types)) is { } other)
        {
            throw new ModelUnavailableException(
                $"{manifest.Model} wants the input '{other}', which is not known: export it as a sentence encoder "
                + $"({Ids}, {Mask}, {Types}), or mount another model by --model DIR.");
        }

        var output = session.OutputMetadata.FirstOrDefault(output => output.Value.Dimensions.Length == 3).Key
            ?? throw new ModelUnavailableException(
                $"{manifest.Model} gives no vector for each token (an output [batch, tokens, {_dimension}]): export it "
                + "without pooling, or mount another model by --model DIR.");
        _outputs = [output];
        CheckDimension(manifest);
    }

    public float[][] Encode(ReadOnlySpan<TokenizedText> batch)
    {
        var width = 0;
        foreach (var text in batch)
        {
            width = Math.Max(width, text.Ids.Length);
        }

        var size = batch.Length * width;
        var ids = ArrayPool<long>.Shared.Rent(size);
        var mask = ArrayPool<long>.Shared.Rent(size);
        var types = ArrayPool<long>.Shared.Rent(size);
        try
        {
            Fill(batch, width, ids.AsSpan(0, size), mask.AsSpan(0, size));
            types.AsSpan(0, size).Clear();
            long[] shape = [batch.Length, width];
            using var idsValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, ids.AsMemory(0, size), shape);
            using var maskValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, mask.AsMemory(0, size), shape);
            using var typesValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, types.AsMemory(0, size), shape);
            var values = Array.ConvertAll(
                _inputs, name => name == Ids ? idsValue : name == Mask ? maskValue : typesValue);
            using var results = _session.Run(_runOptions, _inputs, values, _outputs);
            return Pool(results[0].GetTensorDataAsSpan<float>(), batch, width);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ids);
            ArrayPool<long>.Shared.Return(mask);
            ArrayPool<long>.Shared.Return(types);
        }
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private void Fill(ReadOnlySpan<TokenizedText> batch, int width, Span<long> ids, Span<long> mask)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            var text = batch[i].Ids;
            var row = ids.Slice(i * width, width);
            TensorPrimitives.ConvertChecked<int, long>(text, row);
            row[text.Length..].Fill(_padId);
            mask.Slice(i * width, text.Length).Fill(1);
            mask.Slice((i * width) + text.Length, width - text.Length).Clear();
        }
    }

    // Mean pooling over the tokens of the text and L2 normalisation (Reimers and Gurevych 2019, arXiv:1908.10084,
    // section 3); the mean's division cancels in the normalisation.
    private float[][] Pool(ReadOnlySpan<float> states, ReadOnlySpan<TokenizedText> batch, int width)
    {
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

    // One run on the shortest text: it shows the real dimension, and spares the first user the run-time's set-up.
    private void CheckDimension(ModelManifest manifest)
    {
        long[] one = [_padId];
        long[] shape = [1, 1];
        using var value = OrtValue.CreateTensorValueFromMemory(one, shape);
        using var results = _session.Run(_runOptions, _inputs, Array.ConvertAll(_inputs, _ => value), _outputs);
        var dimension = results[0].GetTensorTypeAndShape().Shape[^1];
        if (dimension != _dimension)
        {
            throw new ModelUnavailableException(
                $"{manifest.Model} gives vectors of {dimension} numbers, but the manifest states {_dimension}: correct "
                + $"the dimension in {ModelManifest.FileName} or config.json.");
        }
    }
}
