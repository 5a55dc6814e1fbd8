using System.Collections.Concurrent;
using Agents.Memory.Recall;
using Microsoft.ML.Tokenizers;

namespace Agents.Silo.Tokens;

/// <summary>Counts tokens with the o200k encoding, as the budget of a recall is given.</summary>
/// <remarks>
/// The encoding never merges across a single space between two words: it begins a piece there. So a text is counted by
/// its words, and the counts of words are kept: a recall counts a few thousand words, nearly all of them common ones.
/// </remarks>
internal sealed class O200kTokenCounter : ITokenCounter
{
    private const int KnownMax = 32_768;
    private const int KnownLengthMax = 24;

    // Reading the vocabulary takes a good part of a second: the warm-up does it while the silo starts.
    private readonly Lazy<TiktokenTokenizer> _tokenizer =
        new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly ConcurrentDictionary<string, int> _known = new(StringComparer.Ordinal);
    private int _knownCount;

    public int Count(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        var start = 0;
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] == ' ' && !char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i + 1]))
            {
                tokens += CountPiece(text[start..i]);
                start = i;
            }
        }

        return tokens + CountPiece(text[start..]);
    }

    private int CountPiece(ReadOnlySpan<char> piece)
    {
        if (piece.Length > KnownLengthMax)
        {
            return _tokenizer.Value.CountTokens(piece);
        }

        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(piece, out var tokens))
        {
            tokens = _tokenizer.Value.CountTokens(piece);
            Remember(known, piece, tokens);
        }

        return tokens;
    }

    // The dictionary's own count takes all of its locks.
    private void Remember(
        ConcurrentDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> known,
        ReadOnlySpan<char> piece,
        int tokens)
    {
        if (Interlocked.Increment(ref _knownCount) > KnownMax)
        {
            _known.Clear();
            _knownCount = 0;
        }

        known[piece] = tokens;
    }
}
