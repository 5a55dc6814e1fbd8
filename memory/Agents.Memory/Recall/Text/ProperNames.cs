using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Text;

/// <summary>Finds what may be names in a text: capitalised English words, and all of a Chinese text, which does not
/// tell them apart.</summary>
/// <remarks>The first word of a sentence is capitalised anyway; it counts where it goes on as a name does ("Boris is",
/// "Boris's").</remarks>
internal static partial class ProperNames
{
    // Longer texts are documents; what they are about stands at their beginning.
    private const int CharsMax = 2_000;

    /// <summary>Gives the names, a space between them.</summary>
    public static string Of(string text)
    {
        var names = Name().Matches(text.Length > CharsMax ? text[..CharsMax] : text).Select(match => match.Value);
        return string.Join(' ', names);
    }

    [GeneratedRegex(
        @"(?<=[\w,;:]['’s]*\s)\p{Lu}\w+|\b\p{Lu}\w+(?=['’]s\b|\s(?:is|was|has|had|and)\s)"
        + @"|[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF]+",
        RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
