using System.Globalization;

namespace Agents.Cli.DataSets.Beam;

/// <summary>Anchors such as <c>March-15-2024</c>: a day without an hour; noon UTC stands in, which is that day almost
/// everywhere.</summary>
internal static class BeamDate
{
    private static readonly string[] Forms = ["MMMM-d-yyyy", "MMMM d, yyyy", "yyyy-M-d"];

    public static DateTimeOffset Parse(string text, string where) =>
        DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            ? day.AddHours(12)
            : throw new CliException($"{where}: '{text}' is no day such as 'March-15-2024'.");
}
