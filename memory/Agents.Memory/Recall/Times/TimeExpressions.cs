using System.Text;
using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Times;

/// <summary>Finds the times that a question speaks of, in English and Chinese, absolute or relative to the moment of
/// asking.</summary>
/// <remarks>A date that does not exist is passed over. Stateless.</remarks>
internal static class TimeExpressions
{
    // Longer questions are letters; what they ask stands at an end, and their dates are part of the story.
    private const int CharsMax = 2_000;

    // One that lists more dates than this asks about none in particular.
    private const int RangesMax = 8;

    // A step from the first or the last years leads out of the calendar; nobody asks there but by mistake.
    private const int YearMin = 3;
    private const int YearMax = 9996;

    /// <summary>Finds the times.</summary>
    /// <param name="question">The question, participants' names taken out.</param>
    /// <param name="now">The moment of asking, in the offset of whoever asks.</param>
    public static List<CivilRange> Find(string question, DateTimeOffset now)
    {
        if (question.Length > CharsMax)
        {
            return [];
        }

        var folded = Text.TextNormalization.WellFormed(question).Normalize(NormalizationForm.FormKC);
        var found = Locate(folded, now);
        return found.Count > RangesMax ? [] : found.ConvertAll(time => time.Range);
    }

    /// <summary>Finds the times and where they stand.</summary>
    /// <param name="text">A text of a few sentences at most.</param>
    /// <param name="now">The moment of speaking, in the offset of whoever speaks.</param>
    internal static List<(CivilRange Range, int Start, int Length)> Locate(string text, DateTimeOffset now)
    {
        var ranges = new List<(CivilRange Range, int Start, int Length)>();
        var local = now.DateTime.AddYears(Math.Clamp(now.Year, YearMin, YearMax) - now.Year);
        var rest = text;
        foreach (var form in EnglishTimes.Forms.Concat(ChineseTimes.Forms))
        {
            // What one form has read is blanked out, so that "May 2023" is not read as a year once more.
            rest = form.Pattern.Replace(rest, match =>
            {
                var range = form.Read(match, local);
                if (range is { } found)
                {
                    ranges.Add((found, match.Index, match.Length));
                }

                return new string(' ', match.Length);
            });
        }

        return ranges;
    }

    /// <summary>One way to say a time.</summary>
    /// <param name="Pattern">What it looks like.</param>
    /// <param name="Read">What it means at a local time; null where there is no such day.</param>
    internal sealed record Form(Regex Pattern, Func<Match, DateTime, CivilRange?> Read);
}
