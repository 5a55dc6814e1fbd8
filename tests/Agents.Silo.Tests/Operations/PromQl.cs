using System.Text.RegularExpressions;

namespace Agents.Silo.Tests.Operations;

/// <summary>Finds the metrics and the labels that an expression of Prometheus names.</summary>
internal static partial class PromQl
{
    private static readonly string[] Words =
        ["and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool"];

    /// <summary>Returns the names of the metrics, those that a function of the expression makes left out.</summary>
    public static IReadOnlyList<string> Metrics(string expression) =>
    [
        .. Names().Matches(WithoutLabels(expression))
            .Where(name => !name.Value.EndsWith('(') && !Words.Contains(name.Value.TrimEnd(), StringComparer.Ordinal))
            .Select(name => name.Value.Trim())
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Returns the labels by which it selects and groups.</summary>
    public static IReadOnlyList<string> Labels(string expression)
    {
        var text = Ranges().Replace(Strings().Replace(expression, "0"), " ");
        var selected = Selectors().Matches(text).SelectMany(set => set.Groups[1].Value.Split(','))
            .Select(matcher => matcher.Split('=', '!', '~')[0].Trim());
        var grouped = Groupings().Matches(text).SelectMany(set => set.Groups[1].Value.Split(','))
            .Select(label => label.Trim());
        return [.. selected.Concat(grouped).Where(label => label.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static string WithoutLabels(string expression)
    {
        var text = Ranges().Replace(Strings().Replace(expression, "0"), " ");
        return Groupings().Replace(Selectors().Replace(text, " "), " ");
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Strings();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Groupings();

    [GeneratedRegex(@"(?<![\w.])[a-zA-Z_:][a-zA-Z0-9_:]*\s*\(?")]
    private static partial Regex Names();
}
