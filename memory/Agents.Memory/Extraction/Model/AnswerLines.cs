using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Model;

/// <summary>Reads an answer of lines <c>slot | value | quote</c>, as models write that know no JSON.</summary>
internal static class AnswerLines
{
    private const int SlotMax = 60;

    public static List<ModelStatement> Read(string text, int max)
    {
        var statements = new List<ModelStatement>();
        foreach (var line in text.Split('\n'))
        {
            if (statements.Count == max)
            {
                break;
            }

            var parts = Lead.Replace(line, "").TrimEnd().TrimEnd('|', '｜').Split(['|', '｜'], 3, Trimming);
            if (parts.Length == 3 && parts[0].Length is > 0 and <= SlotMax && Word.IsMatch(parts[2])
                && !parts[0].Equals("slot", StringComparison.OrdinalIgnoreCase))
            {
                statements.Add(new ModelStatement { Slot = parts[0], Value = parts[1], Quote = parts[2] });
            }
        }

        return statements;
    }

    private const StringSplitOptions Trimming = StringSplitOptions.TrimEntries;

    // Bullets, numbers and the border of a table.
    private static Regex Lead { get; } = Patterns.New(
        @"^\s*(?:[-*•]\s+|[0-9]{1,3}[.)]\s+)?[|｜]?", RegexOptions.CultureInvariant);

    private static Regex Word { get; } = Patterns.New(@"[\p{L}\p{N}]", RegexOptions.CultureInvariant);
}
