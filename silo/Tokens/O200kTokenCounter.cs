using Agents.Memory.Recall;
using Microsoft.ML.Tokenizers;

namespace Agents.Silo.Tokens;

/// <summary>Counts tokens with the o200k encoding, as the budget of a recall is given.</summary>
/// <remarks>
/// The encoding never merges across a single space between two words: it begins a piece there. So a text is counted by
/// its words, and the counts of words are kept: a recall counts a few thousand words, nearly all of them common ones.
/// They are kept by hash, in half a megabyte: no word of a user stays in memory for it.
/// </remarks>
internal sealed class O200kTokenCounter : ITokenCounter
{
    private const int Slots = 1 << 16;
    private const int KnownLengthMax = 24;
    private const ulong CountMask = 0xFF;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // Reading the vocabulary takes a good part of a second: the warm-up does it while the silo starts.
    private readonly Lazy<TiktokenTokenizer> _tokenizer =
        new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"), LazyThreadSafetyMode.ExecutionAndPublication);

    // One word a slot: 56 bits of its hash, and its count. A word that meets another in its slot replaces it.
    private readonly ulong[] _known = new ulong[Slots];

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

        var hash = HashOf(piece);
        ref var slot = ref _known[(hash >> 8) % Slots];
        var known = Volatile.Read(ref slot);
        if (((known ^ hash) & ~CountMask) == 0 && (known & CountMask) != 0)
        {
            return (int)(known & CountMask);
        }

        var tokens = _tokenizer.Value.CountTokens(piece);
        Volatile.Write(ref slot, (hash & ~CountMask) | (uint)tokens);
        return tokens;
    }

    private static ulong HashOf(ReadOnlySpan<char> piece)
    {
        var hash = (ulong)piece.Length;
        foreach (var c in piece)
        {
            hash = (hash ^ c) * Multiplier;
            hash ^= hash >> 29;
        }

        return hash;
    }
}
