using System.Globalization;
using System.Text.RegularExpressions;
using Agents.Memory.Extraction.Chinese;
using Agents.Memory.Extraction.English;

namespace Agents.Memory.Extraction.Model;

/// <summary>Decides what time a model's statement has: one that the turn names, as the rules read it.</summary>
internal static class StatementTimes
{
    /// <summary>Resolves a time; null where the turn does not bear it out.</summary>
    /// <param name="when">What the model says: words of the turn, or a date.</param>
    /// <param name="quote">The words that it quotes.</param>
    /// <param name="sentence">The sentence that they stand in.</param>
    /// <param name="said">When it was said, in the offset of whoever said it.</param>
    public static StatedTime? Of(string when, string quote, string sentence, DateTimeOffset said)
    {
        var ahead = LooksAhead(sentence);
        var only = ClaimTimes.Find(quote, said, ahead).Time;
        if (Dated(when) is not { } date)
        {
            // Words are read by us, so that "last Friday" is the Friday before the turn and not before the model.
            return Stands(when, sentence) ? ClaimTimes.Find(when, said, ahead).Time ?? only : only;
        }

        var named = ClaimTimes.All(sentence, said, ahead).Concat(ClaimTimes.All(sentence, said, !ahead));
        return named.Contains(date) || HasDigits(quote, date) ? date : only;
    }

    private static bool LooksAhead(string sentence) =>
        ChineseExtractor.Reads(sentence)
            ? ChineseExtractor.LooksAhead(sentence)
            : EnglishEvents.LooksAhead(sentence);

    private static bool Stands(string words, string sentence) =>
        new FoldedText(sentence).Find(FoldedText.Needle(words), new Stretch(0, sentence.Length)).Any();

    private static StatedTime? Dated(string when)
    {
        var match = Date.Match(when.Trim());
        if (!match.Success)
        {
            return null;
        }

        var (year, month, day) = (Part(match, "y") ?? 0, Part(match, "m"), Part(match, "d"));
        var exists = year >= 1 && month is null or (>= 1 and <= 12)
            && (day is null || (day >= 1 && day <= DateTime.DaysInMonth(year, month!.Value)));
        return exists ? new StatedTime(year, month, day) : null;
    }

    private static int? Part(Match match, string name) =>
        match.Groups[name] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : null;

    private static bool HasDigits(string quote, StatedTime date)
    {
        var numbers = Number.Matches(quote).Select(number => number.Value.TrimStart('0')).ToList();
        return new[] { date.Year, date.Month, date.Day }.OfType<int>()
            .All(part => numbers.Remove(part.ToString(CultureInfo.InvariantCulture)));
    }

    private static Regex Date { get; } = Patterns.New(
        "^(?<y>[0-9]{4})(?:[-/](?<m>[0-9]{1,2})(?:[-/](?<d>[0-9]{1,2})(?:T[0-9:.+Z-]*)?)?)?$",
        RegexOptions.CultureInvariant);

    private static Regex Number { get; } = Patterns.New("[0-9]+", RegexOptions.CultureInvariant);
}
