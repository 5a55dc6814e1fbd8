using System.Globalization;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.Search;

/// <summary>Writes hits for a person.</summary>
internal static class HitLines
{
    private const int TextCharsMax = 200;

    public static void Write(
        IReadOnlyList<MemoryHit> hits, int pending, IReadOnlyList<string> skipped, CliConsole console)
    {
        foreach (var hit in hits)
        {
            var day = hit.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var confidence = hit.Confidence.ToString("0.00", CultureInfo.InvariantCulture);
            console.Line(
                $"{confidence}  {day}  {OneLine.Of(hit.Author, 40)}: {OneLine.Of(hit.Text, TextCharsMax)}  [{hit.Id}]");
        }

        if (hits.Count == 0)
        {
            console.Note("Nothing found.");
        }

        if (pending > 0)
        {
            console.Note($"{pending} memories still wait for their vectors and were found by words only.");
        }

        if (skipped.Count > 0)
        {
            console.Note($"Skipped, being late: {string.Join(", ", skipped)}.");
        }
    }

    public static string Signals(IReadOnlyDictionary<string, double> signals) => string.Join(", ", signals
        .OrderByDescending(signal => Math.Abs(signal.Value)).ThenBy(signal => signal.Key, StringComparer.Ordinal)
        .Select(signal => $"{signal.Key} {signal.Value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)}"));
}
