namespace Agents.Architecture.Tests.Deploy;

/// <summary>What the unit of the one-process default must and must not say. systemd only warns of a key that it does
/// not know.</summary>
internal static class SystemdUnit
{
    private static readonly (string Key, string Value)[] Required =
    [
        ("DynamicUser", "yes"), ("NoNewPrivileges", "yes"), ("StateDirectory", "agents"), ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"), ("PrivateTmp", "yes"), ("Restart", "on-failure"), ("TimeoutStopSec", "15s"),
        ("Environment", "AGENTS_DATA=/var/lib/agents"),
    ];

    private static readonly string[] Known =
    [
        "Unit.After", "Unit.Description", "Unit.Documentation", "Unit.StartLimitBurst", "Unit.StartLimitIntervalSec",
        "Unit.Wants", "Install.WantedBy", "Service.AmbientCapabilities", "Service.CacheDirectory",
        "Service.CapabilityBoundingSet", "Service.DynamicUser", "Service.Environment", "Service.EnvironmentFile",
        "Service.ExecStart", "Service.LimitNOFILE", "Service.LockPersonality", "Service.NoNewPrivileges",
        "Service.PrivateDevices", "Service.PrivateTmp", "Service.ProtectClock", "Service.ProtectControlGroups",
        "Service.ProtectHome", "Service.ProtectHostname", "Service.ProtectKernelLogs", "Service.ProtectKernelModules",
        "Service.ProtectKernelTunables", "Service.ProtectProc", "Service.ProtectSystem", "Service.Restart",
        "Service.RestartSec", "Service.RestrictAddressFamilies", "Service.RestrictNamespaces",
        "Service.RestrictRealtime", "Service.StateDirectory", "Service.StateDirectoryMode",
        "Service.SystemCallArchitectures", "Service.SystemCallErrorNumber", "Service.SystemCallFilter",
        "Service.TimeoutStopSec", "Service.Type", "Service.UMask", "Service.User",
    ];

    public static IEnumerable<string> Faults(string unit)
    {
        var lines = Parse(unit).ToArray();
        var unknown = lines.Where(line => !Known.Contains($"{line.Section}.{line.Key}"))
            .Select(line => $"{line.Key} is no known key of [{line.Section}]");
        var missing = Required.Where(required => !lines.Any(line => (line.Key, line.Value) == required))
            .Select(required => $"{required.Key}={required.Value} is missing");
        // The JIT compiler writes the code that it runs: with this key the runtime does not start.
        var deadly = lines.Where(line => line.Key == "MemoryDenyWriteExecute").Select(_ => "the runtime cannot start");
        return [.. unknown, .. missing, .. deadly];
    }

    private static IEnumerable<(string Section, string Key, string Value)> Parse(string unit)
    {
        var section = "";
        var lines = unit.Split('\n').Select(line => line.Trim());
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                continue;
            }

            var parts = line.Split('=', 2);
            yield return (section, parts[0], parts.Length > 1 ? parts[1] : "");
        }
    }
}
