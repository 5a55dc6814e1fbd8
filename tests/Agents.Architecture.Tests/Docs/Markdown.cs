using System.Text.RegularExpressions;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Docs;

/// <summary>Reads what a Markdown file links to, shows as commands, and lists as options.</summary>
internal static partial class Markdown
{
    /// <summary>Returns the targets of the links, those into the web left out.</summary>
    public static IEnumerable<string> Links(SourceFile file) =>
        Link().Matches(WithoutFences(file)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>Returns the anchors of the headings.</summary>
    public static IEnumerable<string> Anchors(SourceFile file) =>
        Heading().Matches(WithoutFences(file))
            .Select(match => NoAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Returns the lines of the <c>bash</c> fences, continued ones as one.</summary>
    public static IEnumerable<string> Commands(SourceFile file) =>
        BashFence().Matches(file.Content)
            .SelectMany(match => match.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0);

    /// <summary>Returns the options in the first cell of each table row.</summary>
    public static IEnumerable<string> OptionRows(SourceFile file) =>
        OptionRow().Matches(file.Content).Select(match => match.Groups[1].Value);

    private static string WithoutFences(SourceFile file) => AnyFence().Replace(file.Content, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex AnyFence();

    [GeneratedRegex(@"^```bash\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BashFence();

    [GeneratedRegex(@"^\| `--([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
