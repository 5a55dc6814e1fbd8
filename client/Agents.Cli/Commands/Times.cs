using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Agents.Cli.Commands;

/// <summary>Times as RFC 3339 writes them, with an offset: without one the same text means another moment
/// elsewhere.</summary>
internal static partial class Times
{
    public const string Form = "2026-10-03T18:30:00+02:00";

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(
            text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    public static string Format(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    public static Option<DateTimeOffset?> Option(string name, string description) => new(name)
    {
        Description = $"{description}, such as {Form}.",
        HelpName = "TIME",
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (TryParse(text, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is no time with an offset, such as {Form}.");
        return null;
    }

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
