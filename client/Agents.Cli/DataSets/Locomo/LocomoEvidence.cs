using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agents.Cli.DataSets.Locomo;

/// <summary>The turns that a question's evidence names.</summary>
/// <remarks>A few strings of the release are malformed, such as <c>D8:6; D9:17</c> or <c>D</c>: what names a turn
/// counts.</remarks>
internal static partial class LocomoEvidence
{
    public static IReadOnlyList<string> Clean(JsonElement question, IReadOnlySet<string> turns)
    {
        if (!question.TryGetProperty("evidence", out var evidence) || evidence.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. evidence.EnumerateArray()
            .Where(entry => entry.ValueKind == JsonValueKind.String)
            .SelectMany(entry => Turn().Matches(entry.GetString()!))
            .Select(match => $"D{Number(match.Groups[1])}:{Number(match.Groups[2])}")
            .Where(turns.Contains)
            .Distinct()];
    }

    // D01:2 means D1:2.
    private static string Number(Group digits) =>
        int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"D:?([0-9]{1,9}):([0-9]{1,9})", RegexOptions.CultureInvariant)]
    private static partial Regex Turn();
}
