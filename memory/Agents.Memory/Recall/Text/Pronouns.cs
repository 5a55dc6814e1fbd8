using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Text;

/// <summary>Whom a text speaks of, by its pronouns, in English and Chinese.</summary>
internal static partial class Pronouns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Tells whether a text speaks of its author.</summary>
    public static bool OfAuthor(string text) => First().IsMatch(text);

    /// <summary>Tells whether a question speaks of its asker, and not to an assistant as well.</summary>
    public static bool OfAskerAlone(string question) => First().IsMatch(question) && !Second().IsMatch(question);

    [GeneratedRegex(@"\b(?:I|my|me|mine|myself|we|our|us)\b|我|咱", Options)]
    private static partial Regex First();

    [GeneratedRegex(@"\byou(?:r|rs|rself)?\b|你|您", Options)]
    private static partial Regex Second();
}
