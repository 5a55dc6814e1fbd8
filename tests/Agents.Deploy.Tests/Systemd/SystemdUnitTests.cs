using System.Globalization;
using System.Text.RegularExpressions;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Systemd;

public sealed partial class SystemdUnitTests
{
    private const string NodeDropIn = "agents-.service.d/node.conf";

    // The scale of systemd-analyze: 0 is closed, 10 open; below 3 is called OK.
    private const double ExposureMax = 2.0;

    public static TheoryData<string> Units => new("agents", "agents-gateway", "agents-memory@1", "agents-embedding");

    [Theory]
    [MemberData(nameof(Units))]
    public void A_unit_is_hardened_and_has_known_keys_and_settings_only(string unit) =>
        Faults.None(SystemdRules.Faults(UnitFiles.Read(unit)));

    [Fact]
    public void The_drop_in_of_TLS_has_settings_that_a_node_takes() =>
        Faults.None(SystemdRules.Faults(SystemdUnit.Parse(
            UnitFiles.Text("agents-gateway"), UnitFiles.Text(NodeDropIn), UnitFiles.Text("tls.conf"))));

    [Fact]
    public void Control_an_unknown_a_missing_and_a_deadly_key_and_an_unknown_setting_are_reported() =>
        Faults.Are(
            SystemdRules.Faults(SystemdUnit.Parse(
                UnitFiles.Text("agents-gateway").Replace("--roles", "--role", StringComparison.Ordinal),
                UnitFiles.Text(NodeDropIn)
                    .Replace("PrivateTmp=yes", "PrivateTemp=yes", StringComparison.Ordinal)
                    .Replace("UMask=0077", "MemoryDenyWriteExecute=yes", StringComparison.Ordinal)
                    .Replace("TimeoutStopSec=60s", "TimeoutStopSec=5s", StringComparison.Ordinal))),
            "PrivateTemp is no known key of [Service]",
            "PrivateTmp=yes is missing",
            "UMask=0077 is missing",
            "MemoryDenyWriteExecute is no known key of [Service]",
            "the runtime cannot start",
            "it is killed before it has drained",
            "unit: AGENTS_ROLE is no setting of a node");

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_itself_finds_nothing_to_say(string unit) =>
        Assert.Empty(await VerifyAsync(unit, "", ""));

    [Fact]
    public async Task Control_systemd_itself_reports_an_unknown_key() =>
        Assert.Contains(
            "PrivateTemp",
            Assert.Single(await VerifyAsync("agents-gateway", "PrivateTmp=yes", "PrivateTemp=yes")),
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Systemd_calls_the_exposure_of_a_unit_low(string unit) =>
        Assert.InRange(await ExposureAsync(unit, "", ""), 0, ExposureMax);

    [Fact]
    public async Task Control_a_unit_that_is_no_longer_closed_is_exposed() =>
        Assert.False(await ExposureAsync("agents-gateway", "ProtectSystem=strict", "ProtectSystem=no") <= ExposureMax
            && await ExposureAsync("agents-gateway", "CapabilityBoundingSet=\n", "\n") <= ExposureMax);

    /// <summary>Returns the lines in which systemd speaks of our units.</summary>
    private static async Task<string[]> VerifyAsync(string unit, string from, string to)
    {
        using var files = new UnitFiles(from, to);
        var said = await files.AnalyzeAsync("verify", files.PathOf(unit));
        return [.. said.Errors.Split('\n').Where(line => line.Contains("agents", StringComparison.Ordinal))];
    }

    private static async Task<double> ExposureAsync(string unit, string from, string to)
    {
        using var files = new UnitFiles(from, to);
        var said = await files.AnalyzeAsync("security", "--offline=yes", "--no-pager", files.PathOf(unit));
        var level = Exposure().Match(said.Output);
        Assert.True(level.Success, said.Errors);
        return double.Parse(level.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: ([\d.]+)")]
    private static partial Regex Exposure();
}
