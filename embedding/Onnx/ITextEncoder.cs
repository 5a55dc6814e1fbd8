using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>Runs the model on one batch.</summary>
internal interface ITextEncoder
{
    /// <summary>Encodes a batch in one run; thread-safe.</summary>
    /// <param name="batch">At least one text; all are padded to the longest.</param>
    /// <returns>For each text, in the same order, what this encoder makes of it: a vector of unit length, the vectors
    /// of its tokens one after the other, or a single score.</returns>
    float[][] Encode(ReadOnlySpan<TokenizedText> batch);
}
