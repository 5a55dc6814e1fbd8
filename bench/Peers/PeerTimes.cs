using System.Globalization;
using System.Text.RegularExpressions;

namespace Agents.Bench.Peers;

/// <summary>What the harness prints of one layer.</summary>
/// <param name="Search">A search, p50 in milliseconds.</param>
/// <param name="SearchP95">The same, p95.</param>
/// <param name="Add">A memory added without an LLM, p50 in milliseconds.</param>
internal sealed partial record PeerTimes(double Search, double SearchP95, double Add)
{
    /// <exception cref="InvalidOperationException">It is no such line, or the last search found nothing.</exception>
    public static PeerTimes Read(string output)
    {
        var line = Line().Match(output);
        return line.Success && line.Groups["found"].Value != "0"
            ? new PeerTimes(Number(line, "search"), Number(line, "p95"), Number(line, "add"))
            : throw new InvalidOperationException($"The harness printed no times, or found nothing: {output.Trim()}");
    }

    private static double Number(Match line, string group) =>
        double.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"search p50 (?<search>[\d.]+) p95 (?<p95>[\d.]+) ms.*\| add raw p50 (?<add>[\d.]+) .*\| found (?<found>\d+)")]
    private static partial Regex Line();
}
