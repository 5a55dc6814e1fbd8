using System.Globalization;
using System.Text.RegularExpressions;

namespace Agents.Cli.DataSets.MemDaily;

/// <summary>Times such as <c>2024年04月01日 周一 08:30</c>, in China's time.</summary>
internal static partial class ChineseDate
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset Parse(string text, string where)
    {
        var match = Form().Match(text);
        var plain = match.Success ? $"{match.Groups[1]} {match.Groups[2]} {match.Groups[3]} {match.Groups[4]}" : text;
        return match.Success && DateTime.TryParseExact(
            plain, "yyyy M d H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Offset)
            : throw new CliException($"{where}: '{text}' is no time such as '2024年04月01日 周一 08:30'.");
    }

    // The day of the week says nothing that the date does not.
    [GeneratedRegex(
        @"^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日\s*(?:(?:周|星期)[一二三四五六日天]\s*)?([0-9]{1,2}:[0-9]{2})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
