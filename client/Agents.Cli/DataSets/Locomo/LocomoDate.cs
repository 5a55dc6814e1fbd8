using System.Globalization;

namespace Agents.Cli.DataSets.Locomo;

/// <summary>Session dates such as <c>1:56 pm on 8 May, 2023</c>. They name no zone; UTC stands in.</summary>
internal static class LocomoDate
{
    private const string Form = "h:mm tt 'on' d MMMM, yyyy";

    public static DateTimeOffset Parse(string text, string where) =>
        DateTimeOffset.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new CliException($"{where}: '{text}' is no date such as '1:56 pm on 8 May, 2023'.");
}
