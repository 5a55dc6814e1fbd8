using System.ComponentModel;
using System.Diagnostics;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Deploy;

public sealed class SystemdUnitTests
{
    private static string Unit => SourceTree.File("deploy/systemd/agents.service").Content;

    [Fact]
    public void The_unit_is_hardened_and_has_known_keys_only() => Violations.None(SystemdUnit.Faults(Unit));

    [Fact]
    public void Control_an_unknown_a_missing_and_a_deadly_key_are_reported() =>
        Violations.Are(
            SystemdUnit.Faults(Unit
                .Replace("PrivateTmp=yes", "PrivateTemp=yes", StringComparison.Ordinal)
                .Replace("UMask=0077", "MemoryDenyWriteExecute=yes", StringComparison.Ordinal)),
            "PrivateTemp is no known key of [Service]",
            "PrivateTmp=yes is missing",
            "MemoryDenyWriteExecute is no known key of [Service]",
            "the runtime cannot start");

    [Fact]
    public async Task Systemd_itself_finds_nothing_to_say()
    {
        // The program of the unit is not installed here; everything else is verified as it stands.
        var unit = Unit.Replace("ExecStart=/opt/agents/Agents.Silo", "ExecStart=/bin/true", StringComparison.Ordinal);

        var said = await VerifyAsync(unit);

        Assert.SkipWhen(said is null, "systemd-analyze is not installed.");
        Assert.Empty(said!);
    }

    [Fact]
    public async Task Control_systemd_itself_reports_an_unknown_key()
    {
        var unit = Unit.Replace("ExecStart=/opt/agents/Agents.Silo", "ExecStart=/bin/true", StringComparison.Ordinal)
            .Replace("PrivateTmp=yes", "PrivateTemp=yes", StringComparison.Ordinal);

        var said = await VerifyAsync(unit);

        Assert.SkipWhen(said is null, "systemd-analyze is not installed.");
        Assert.Contains("PrivateTemp", Assert.Single(said!), StringComparison.Ordinal);
    }

    /// <summary>Returns the lines in which systemd speaks of the unit; null where it is not installed.</summary>
    private static async Task<string[]?> VerifyAsync(string unit)
    {
        var folder = Directory.CreateTempSubdirectory("agents-unit-");
        try
        {
            var path = Path.Combine(folder.FullName, "agents.service");
            await File.WriteAllTextAsync(path, unit, TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo("systemd-analyze", ["verify", path]) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return [.. said.Split('\n').Where(line => line.Contains("agents.service", StringComparison.Ordinal))];
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
