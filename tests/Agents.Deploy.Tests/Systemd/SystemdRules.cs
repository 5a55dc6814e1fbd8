using System.Globalization;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Systemd;

/// <summary>What a unit must and must not say. systemd only warns of a key that it does not know.</summary>
internal static class SystemdRules
{
    private static readonly (string Key, string Value)[] Required =
    [
        ("DynamicUser", "yes"), ("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"), ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"), ("Restart", "on-failure"), ("CapabilityBoundingSet", ""), ("UMask", "0077"),
    ];

    private static readonly string[] Known =
    [
        "Unit.After", "Unit.Description", "Unit.Documentation", "Unit.StartLimitBurst", "Unit.StartLimitIntervalSec",
        "Unit.Wants", "Install.WantedBy", "Service.AmbientCapabilities", "Service.CacheDirectory",
        "Service.CapabilityBoundingSet", "Service.DeviceAllow", "Service.DevicePolicy", "Service.DynamicUser",
        "Service.Environment", "Service.EnvironmentFile", "Service.ExecStart", "Service.LimitNOFILE",
        "Service.LoadCredential", "Service.LockPersonality", "Service.NoNewPrivileges", "Service.PrivateDevices",
        "Service.PrivateTmp", "Service.ProtectClock", "Service.ProtectControlGroups", "Service.ProtectHome",
        "Service.ProtectHostname", "Service.ProtectKernelLogs", "Service.ProtectKernelModules",
        "Service.ProtectKernelTunables", "Service.ProtectProc", "Service.ProtectSystem", "Service.RemoveIPC",
        "Service.Restart", "Service.RestartSec", "Service.RestrictAddressFamilies", "Service.RestrictNamespaces",
        "Service.RestrictRealtime", "Service.StateDirectory", "Service.StateDirectoryMode",
        "Service.SystemCallArchitectures", "Service.SystemCallErrorNumber", "Service.SystemCallFilter",
        "Service.TimeoutStopSec", "Service.Type", "Service.UMask", "Service.User",
    ];

    public static IEnumerable<string> Faults(SystemdUnit unit)
    {
        var variables = Variables(unit);
        var unknown = unit.Lines.Where(line => !Known.Contains($"{line.Section}.{line.Key}"))
            .Select(line => $"{line.Key} is no known key of [{line.Section}]");
        var missing = Required.Where(required => unit.Values(required.Key).LastOrDefault() != required.Value)
            .Select(required => $"{required.Key}={required.Value} is missing");

        // The JIT compiler writes the code that it runs: with this key the runtime does not start.
        var deadly = unit.Values("MemoryDenyWriteExecute").Select(_ => "the runtime cannot start");
        var hasty = unit.Values("TimeoutStopSec")
            .Select(value => int.Parse(value.TrimEnd('s'), CultureInfo.InvariantCulture))
            .Where(seconds => seconds <= NodeSettings.StopTime(variables).TotalSeconds)
            .Select(_ => "it is killed before it has drained");
        return [.. unknown, .. missing, .. deadly, .. hasty, .. NodeSettings.Faults("unit", variables)];
    }

    /// <summary>Returns all that the program is given: arguments as the variables of the same names, the file of the
    /// cluster where the unit reads it, and the unit's own.</summary>
    private static Dictionary<string, string> Variables(SystemdUnit unit)
    {
        var file = unit.Values("EnvironmentFile").Contains("/etc/agents/cluster.env")
            ? SettingsFile.Parse(DeployTree.Read("systemd/cluster.env"))
            : [];
        var arguments = unit.ExecStart.Skip(1).Chunk(2).Select(pair => KeyValuePair.Create(
            "AGENTS_" + pair[0].TrimStart('-').Replace('-', '_').ToUpperInvariant(), pair[1]));
        return file.Concat(unit.Environment).Concat(arguments).GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.Last().Value);
    }
}
