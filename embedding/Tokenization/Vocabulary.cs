using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;

namespace Agents.Embedding.Tokenization;

/// <summary>The word pieces of a model: those that start a word, and those that continue one.</summary>
internal sealed class Vocabulary
{
    private const string ContinuationPrefix = "##";
    private const int PiecesMax = 1_000_000;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _starts;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _continuations;

    private Vocabulary(Dictionary<string, int> starts, Dictionary<string, int> continuations, SpecialIds special)
    {
        _starts = starts.GetAlternateLookup<ReadOnlySpan<char>>();
        _continuations = continuations.GetAlternateLookup<ReadOnlySpan<char>>();
        StartCharsMax = starts.Keys.Max(piece => piece.Length);
        ContinuationCharsMax = continuations.Keys.Select(piece => piece.Length).DefaultIfEmpty().Max();
        Special = special;
    }

    /// <summary>The longest piece that starts a word, in UTF-16 units: a longer prefix need not be looked up.</summary>
    public int StartCharsMax { get; }

    /// <summary>The longest piece that continues a word, in UTF-16 units, without its prefix.</summary>
    public int ContinuationCharsMax { get; }

    public SpecialIds Special { get; }

    /// <summary>Reads a vocabulary: one piece a line, and the line's number from 0 is the id.</summary>
    /// <exception cref="ModelUnavailableException">A special token is missing, or the file is no
    /// vocabulary.</exception>
    public static Vocabulary Read(string path, TokenizerManifest tokenizer, ModelUse use)
    {
        var starts = new Dictionary<string, int>(32_768, StringComparer.Ordinal);
        var continuations = new Dictionary<string, int>(8_192, StringComparer.Ordinal);
        var id = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (id == PiecesMax)
            {
                throw new ModelUnavailableException($"{path} has more than {PiecesMax} lines: it is no vocabulary.");
            }

            if (line.StartsWith(ContinuationPrefix, StringComparison.Ordinal)
                && line.Length > ContinuationPrefix.Length)
            {
                continuations[line[ContinuationPrefix.Length..]] = id;
            }
            else
            {
                starts[line] = id;
            }

            id++;
        }

        var special = new SpecialIds(
            Find(starts, tokenizer.PadToken, path, use.Option),
            Find(starts, tokenizer.UnkToken, path, use.Option),
            Find(starts, tokenizer.ClsToken, path, use.Option),
            Find(starts, tokenizer.SepToken, path, use.Option));
        return new Vocabulary(starts, continuations, special);
    }

    public bool TryGetStart(ReadOnlySpan<char> piece, out int id) => _starts.TryGetValue(piece, out id);

    public bool TryGetContinuation(ReadOnlySpan<char> piece, out int id) => _continuations.TryGetValue(piece, out id);

    private static int Find(Dictionary<string, int> pieces, string token, string path, string option) =>
        pieces.TryGetValue(token, out var id)
            ? id
            : throw new ModelUnavailableException(
                $"{path} lacks the special token {token}: it belongs to another tokenizer. Mount the model's "
                    + $"own vocabulary by {option}.");

    /// <summary>The ids of the tokens that are not text.</summary>
    internal readonly record struct SpecialIds(int Pad, int Unk, int Cls, int Sep);
}
