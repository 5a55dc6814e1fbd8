using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>A sentence model seen by its tokens.</summary>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Encoder">Gives the vectors of a text's word pieces, one after the other.</param>
/// <param name="Dimension">The length of a vector.</param>
/// <param name="LengthMax">The most tokens of a text.</param>
/// <param name="RunsOn">What runs it.</param>
internal sealed record TokenModel(
    WordPieceTokenizer Tokenizer, ITextEncoder Encoder, int Dimension, int LengthMax,
    ExecutionProvider RunsOn = ExecutionProvider.Cpu);
