using Agents.Embedding.Onnx;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>A token encoder that gives each word piece an axis of its own, so that two pieces are alike or have nothing
/// in common.</summary>
internal sealed class OneHotEncoder(int dimension, int unknownId) : ITextEncoder
{
    private int _texts;

    /// <summary>How many texts were encoded.</summary>
    public int Texts => _texts;

    public float[][] Encode(ReadOnlySpan<TokenizedText> batch)
    {
        Interlocked.Add(ref _texts, batch.Length);
        return [.. batch.ToArray().Select(text => text.Ids[1..^1].Where(id => id != unknownId)
            .SelectMany(id => Enumerable.Range(0, dimension).Select(axis => axis == id ? 1f : 0f)).ToArray())];
    }
}
