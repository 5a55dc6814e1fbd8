using System.Text.RegularExpressions;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Tidy;

/// <summary>A long test runs when it is asked for, so that the command of the README stays short.</summary>
internal static partial class ExplicitRules
{
    /// <summary>Reports tests of the category Chaos or Load that run by default.</summary>
    public static IEnumerable<string> Unasked(IEnumerable<SourceFile> files) =>
        from file in files
        from Match match in CategorisedTest().Matches(file.Content)
        where !match.Value.Contains("Explicit = true", StringComparison.Ordinal)
        select $"{file.Path} has a test of the category {match.Groups[1].Value} that is not explicit";

    [GeneratedRegex(
        @"(?:^ *\[.*\]\n)*^ *\[Trait\(""Category"", ""(Chaos|Load)""\)\]\n(?:^ *\[.*\]\n)*", RegexOptions.Multiline)]
    private static partial Regex CategorisedTest();
}
