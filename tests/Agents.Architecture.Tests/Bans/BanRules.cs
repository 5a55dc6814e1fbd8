using System.Text.RegularExpressions;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Bans;

/// <summary>The compiler's ban on the wall clock, ambient chance and sleeping, which a missing line switches
/// off in silence.</summary>
internal static partial class BanRules
{
    private static readonly string[] Banned =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now",
        "P:System.DateTimeOffset.UtcNow", "P:System.Random.Shared", "M:System.Random.#ctor", "M:System.Guid.NewGuid",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
    ];

    public static IEnumerable<string> Unbanned(string bannedSymbols)
    {
        var symbols = bannedSymbols.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split(';')[0]).ToHashSet();
        return Banned.Where(symbol => !symbols.Contains(symbol)).Select(symbol => $"{symbol} is not banned");
    }

    /// <summary>The analyzer reaches every project, its list reaches the analyzer, and a warning breaks the
    /// build.</summary>
    public static IEnumerable<string> Unwired(string packages, string properties)
    {
        (bool Holds, string Fault)[] wires =
        [
            (GlobalAnalyzer().IsMatch(packages), "the analyzer of banned symbols is no GlobalPackageReference"),
            (properties.Contains(
                "<AdditionalFiles Include=\"$(MSBuildThisFileDirectory)BannedSymbols.txt\"", StringComparison.Ordinal),
                "BannedSymbols.txt is no AdditionalFile of every project"),
            (properties.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", StringComparison.Ordinal),
                "warnings are no errors"),
        ];
        return wires.Where(wire => !wire.Holds).Select(wire => wire.Fault);
    }

    /// <summary>Reports every place that silences the ban.</summary>
    public static IEnumerable<string> Silenced(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        where line.Item.Contains("RS00" + "30", StringComparison.Ordinal)
        select $"{file.Path}:{line.Index + 1} silences the ban";

    [GeneratedRegex("""<GlobalPackageReference\s+Include="Microsoft\.CodeAnalysis\.BannedApiAnalyzers"\s""")]
    private static partial Regex GlobalAnalyzer();
}
