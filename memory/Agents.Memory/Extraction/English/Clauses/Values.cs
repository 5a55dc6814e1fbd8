using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Keeps what a pattern took for a value within its clause: "Corbett Lane Primary", not "Corbett Lane Primary
/// and need a starter".</summary>
internal static class Values
{
    /// <summary>Gives the end of a value in a sentence: where another clause or how long it is so begins.</summary>
    public static Stretch Within(string sentence, Stretch value)
    {
        var words = value.Of(sentence);
        if (!words.Contains(' ', StringComparison.Ordinal))
        {
            return value;
        }

        var end = HowLong.Match(words) is { Success: true } length ? length.Index : words.Length;
        foreach (Match joint in Joint.Matches(words[..end]))
        {
            var next = joint.Groups["next"].Value.ToLowerInvariant();
            if (joint.Index > 0 && (Words.Clausal.Contains(next) || Verbs.Is(next, VerbForm.Past)
                || (Verbs.Is(next, VerbForm.Base) && next is "need" or "want" or "have" or "live" or "work" or "hate"
                or "love")))
            {
                end = joint.Index;
                break;
            }
        }

        return new Stretch(value.Start, value.Start + end);
    }

    private static Regex Joint { get; } =
        Patterns.New(@",? (?:and|but|so|or) (?:(?:now|just|also|really|still) )?(?<next>[\p{L}']+)",
        RegexOptions.CultureInvariant);

    private static Regex HowLong { get; } = Patterns.New(
        @"(?<=\w) (?:for (?:over |about |almost |nearly |around |more than |the last |the past )*"
            + @"(?:\d+|an?|one|two|three|four|five|six"
            + @"|seven|eight|nine|ten|twenty|many|several|ages|years|months|some) ?"
            + @"(?:years?|months?|weeks?|days?|decades?|while|time)?"
            + @"\b.*|already\b.*|originally\W*)$",
        RegexOptions.CultureInvariant);
}
