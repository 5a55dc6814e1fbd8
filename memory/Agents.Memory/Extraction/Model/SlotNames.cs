using System.Text.RegularExpressions;
using Agents.Memory.Extraction.Chinese;
using Agents.Memory.Extraction.English;

namespace Agents.Memory.Extraction.Model;

/// <summary>Brings what a model calls a slot to the slot that is meant.</summary>
internal static class SlotNames
{
    private const int NounMax = 40;
    private const int WordsMax = 4;

    /// <summary>Gives a slot of the schema, or a noun in lower case; null where it is neither.</summary>
    public static string? Of(string name)
    {
        var folded = FoldedText.Needle(name);
        var spelled = folded.Replace(' ', '_').Replace('-', '_');
        var noun = folded.Replace('_', ' ');
        if (FavoriteOf.Match(noun) is { Success: true } favorite)
        {
            return IsNoun(favorite.Groups["what"].Value) ? Slots.Favorite + favorite.Groups["what"].Value : null;
        }

        return Slots.IsKnown(spelled) ? spelled
            : EnglishLexicon.Nouns.TryGetValue(noun, out var slot) ? slot
            : EnglishLexicon.Relations.TryGetValue(noun, out slot) ? slot
            : ChineseLexicon.Nouns.TryGetValue(noun, out slot) ? slot
            : ChineseLexicon.Relations.TryGetValue(noun, out slot) ? slot
            : IsNoun(noun) ? noun
            : null;
    }

    private static bool IsNoun(string words) =>
        words.Length <= NounMax && words.Count(c => c == ' ') < WordsMax && Noun.IsMatch(words);

    private static Regex FavoriteOf { get; } = Patterns.New(
        @"^favou?rite[ .]\s?(?<what>.+)$", RegexOptions.CultureInvariant);

    private static Regex Noun { get; } = Patterns.New(
        @"^(?=.*\p{L})[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}' /-]*[\p{L}\p{M}\p{N}])?$",
        RegexOptions.CultureInvariant);
}
