using Agents.Memory.Recall;
using Microsoft.ML.Tokenizers;

namespace Agents.Silo.Tokens;

/// <summary>Counts tokens with the o200k encoding, as the budget of a recall is given.</summary>
internal sealed class O200kTokenCounter : ITokenCounter
{
    // Reading the vocabulary takes a good part of a second, so it is read on first use and warmed while the silo
    // starts.
    private readonly Lazy<TiktokenTokenizer> _tokenizer =
        new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"), LazyThreadSafetyMode.ExecutionAndPublication);

    public int Count(ReadOnlySpan<char> text) => _tokenizer.Value.CountTokens(text);
}
