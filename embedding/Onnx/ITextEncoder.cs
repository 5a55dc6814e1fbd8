using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>Runs the model on one batch.</summary>
internal interface ITextEncoder
{
    /// <summary>Encodes a batch in one run; thread-safe.</summary>
    /// <param name="batch">At least one text; all are padded to the longest.</param>
    /// <returns>One vector of unit length for each text, in the same order.</returns>
    float[][] Encode(ReadOnlySpan<TokenizedText> batch);
}
