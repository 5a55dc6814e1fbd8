using System.Buffers;
using System.Numerics.Tensors;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Agents.Embedding.Onnx;

/// <summary>A loaded graph that reads token ids. Thread-safe.</summary>
internal sealed class TokenGraph : IDisposable
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly int _padId;

    /// <param name="session">The loaded graph; owned from now on.</param>
    /// <param name="path">The graph's file, for messages.</param>
    /// <param name="padId">The token id that fills short rows.</param>
    /// <param name="use">What the model is for.</param>
    /// <exception cref="ModelUnavailableException">The graph wants inputs that are not known.</exception>
    public TokenGraph(InferenceSession session, string path, int padId, ModelUse use)
    {
        _session = session;
        _padId = padId;
        _inputs = [.. session.InputMetadata.Keys];
        if (_inputs.FirstOrDefault(name => name is not (Ids or Mask or Types)) is { } other)
        {
            session.Dispose();
            throw new ModelUnavailableException(
                $"{path} wants the input '{other}', which is not known: export it as an encoder of text "
                + $"({Ids}, {Mask}, {Types}), or mount another model by {use.Option}.");
        }
    }

    /// <summary>Finds the first output with a number of dimensions; null when there is none.</summary>
    public string? OutputOf(int dimensions) =>
        _session.OutputMetadata.FirstOrDefault(output => output.Value.Dimensions.Length == dimensions).Key;

    /// <summary>Gives the last dimension of an output by one run on the shortest text, which also spares the first
    /// user the run-time's set-up.</summary>
    public long Probe(string output)
    {
        using var results = Run([new TokenizedText([_padId], 0)], output);
        return results[0].GetTensorTypeAndShape().Shape[^1];
    }

    /// <summary>Runs a batch; all its texts are padded to the longest.</summary>
    /// <returns>The values of the output, to be disposed of.</returns>
    public IDisposableReadOnlyCollection<OrtValue> Run(ReadOnlySpan<TokenizedText> batch, string output)
    {
        var width = WidthOf(batch);
        var size = batch.Length * width;
        var ids = ArrayPool<long>.Shared.Rent(size);
        var mask = ArrayPool<long>.Shared.Rent(size);
        var types = ArrayPool<long>.Shared.Rent(size);
        try
        {
            for (var i = 0; i < batch.Length; i++)
            {
                var row = i * width;
                Fill(batch[i], ids.AsSpan(row, width), mask.AsSpan(row, width), types.AsSpan(row, width));
            }

            long[] shape = [batch.Length, width];
            using var idsValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, ids.AsMemory(0, size), shape);
            using var maskValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, mask.AsMemory(0, size), shape);
            using var typesValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, types.AsMemory(0, size), shape);
            var values = Array.ConvertAll(
                _inputs, name => name == Ids ? idsValue : name == Mask ? maskValue : typesValue);
            return _session.Run(_runOptions, _inputs, values, [output]);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ids);
            ArrayPool<long>.Shared.Return(mask);
            ArrayPool<long>.Shared.Return(types);
        }
    }

    /// <summary>Gives the ids of a batch's rows, which is the length of its longest text.</summary>
    public static int WidthOf(ReadOnlySpan<TokenizedText> batch)
    {
        var width = 0;
        foreach (var text in batch)
        {
            width = Math.Max(width, text.Ids.Length);
        }

        return width;
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private void Fill(TokenizedText text, Span<long> ids, Span<long> mask, Span<long> types)
    {
        var length = text.Ids.Length;
        TensorPrimitives.ConvertChecked<int, long>(text.Ids, ids);
        ids[length..].Fill(_padId);
        mask[..length].Fill(1);
        mask[length..].Clear();
        types.Clear();
        types[text.FirstLength..length].Fill(1);
    }
}
