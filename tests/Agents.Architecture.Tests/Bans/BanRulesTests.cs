using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Bans;

public sealed class BanRulesTests
{
    private static string Symbols => SourceTree.File("BannedSymbols.txt").Content;

    private static string Packages => SourceTree.File("Directory.Packages.props").Content;

    private static string Properties => SourceTree.File("Directory.Build.props").Content;

    [Fact]
    public void Clock_chance_and_sleep_are_banned() =>
        Violations.None(BanRules.Unbanned(Symbols));

    [Fact]
    public void Control_a_missing_ban_is_reported() =>
        Violations.Are(
            BanRules.Unbanned(Symbols.Replace("Guid.NewGuid", "Guid.Empty", StringComparison.Ordinal)),
            "M:System.Guid.NewGuid is not banned");

    [Fact]
    public void The_analyzer_reaches_every_project() => Violations.None(BanRules.Unwired(Packages, Properties));

    [Fact]
    public void Control_a_missing_wire_is_reported() =>
        Violations.Are(
            BanRules.Unwired(
                Packages.Replace("GlobalPackageReference", "PackageVersion", StringComparison.Ordinal),
                Properties.Replace("<AdditionalFiles", "<None", StringComparison.Ordinal)),
            "the analyzer of banned symbols is no GlobalPackageReference",
            "BannedSymbols.txt is no AdditionalFile of every project");

    [Fact]
    public void Nothing_silences_the_ban()
    {
        string[] extensions = [".cs", ".csproj", ".props", ".targets", ".editorconfig"];
        Violations.None(BanRules.Silenced(SourceTree.Text.Where(file => extensions.Any(file.HasExtension))));
    }

    [Fact]
    public void Control_a_silenced_ban_is_reported() =>
        Violations.Are(
            BanRules.Silenced([SourceFile.Of("a.cs", "\n#pragma warning disable RS00" + "30\n")]),
            "a.cs:2 silences the ban");
}
