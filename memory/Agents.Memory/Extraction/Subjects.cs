using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction;

/// <summary>Names the one whom a claim is about.</summary>
internal static class Subjects
{
    private static readonly FrozenSet<string> NoSubject = FrozenSet.ToFrozenSet(
    [
        "it", "that", "this", "he", "she", "they", "you", "there", "these", "those", "what", "who", "which", "here",
        "everyone", "someone", "nobody", "people", "one", "thing", "things", "also", "sadly", "please", "thanks", "not",
        "no", "yes", "both", "all", "some", "then", "now", "and", "but", "so", "the", "if", "when", "because",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives the subject as it is known: without a possessive, a name rather than a relation; null where the
    /// words
    /// name nobody.</summary>
    public static string? Of(string words)
    {
        var named = Named.Match(words.Trim());
        var subject = named.Success ? named.Groups["name"].Value : Article.Replace(words.Trim(), "");
        subject = subject.Trim(' ', ',', '的');
        return subject.Length is 0 or > 60 || NoSubject.Contains(subject) ? null : subject;
    }

    // "my friend Anna", "my teacher, Mrs. Hargrove".
    private static Regex Named { get; } = Patterns.New(@"^(?:[Mm]y"
        + @"|[Oo]ur)\s+(?:[a-z-]+\s+){0,2}?[a-z-]+,?\s+(?<name>\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*)*),?"
        + @"$", RegexOptions.CultureInvariant);

    private static Regex Article { get; } = Patterns.New(@"^(?:my|our|the|a|an)\s+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
