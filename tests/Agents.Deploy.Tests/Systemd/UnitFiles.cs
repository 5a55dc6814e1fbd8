using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Systemd;

/// <summary>The units in a folder of their own, where systemd looks for them and their drop-ins.</summary>
internal sealed class UnitFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-units-").FullName;

    /// <param name="from">What is replaced in every file; nothing where it is empty.</param>
    /// <param name="to">What stands in its place.</param>
    public UnitFiles(string from, string to)
    {
        foreach (var file in DeployTree.Files("systemd", "*"))
        {
            var path = Path.Combine(_folder, Path.GetRelativePath("systemd", file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var text = from.Length > 0
                ? DeployTree.Read(file).Replace(from, to, StringComparison.Ordinal)
                : DeployTree.Read(file);

            // The program is not installed here; everything else is looked at as it stands.
            File.WriteAllText(path, text.Replace("/opt/agents/Agents.Silo", "/bin/true", StringComparison.Ordinal));
        }

        File.Copy(PathOf("agents-memory@"), PathOf("agents-memory@1"));
    }

    /// <summary>Reads a unit with the drop-ins that its name has.</summary>
    public static SystemdUnit Read(string unit) => unit.StartsWith("agents-", StringComparison.Ordinal)
        ? SystemdUnit.Parse(Text(unit), Text("agents-.service.d/node.conf"))
        : SystemdUnit.Parse(Text(unit));

    /// <summary>Reads a file of <c>deploy/systemd</c>: a drop-in, or the unit of an instance.</summary>
    public static string Text(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return name.EndsWith(".conf", StringComparison.Ordinal) ? DeployTree.Read($"systemd/{name}")
            : at < 0 ? DeployTree.Read($"systemd/{name}.service")
            : DeployTree.Read($"systemd/{name[..(at + 1)]}.service")
                .Replace("%i", name[(at + 1)..], StringComparison.Ordinal);
    }

    public string PathOf(string unit) => Path.Combine(_folder, $"{unit}.service");

    public async Task<ToolResult> AnalyzeAsync(params string[] arguments)
    {
        var said = await Tool.RunAsync(
            "systemd-analyze", arguments, new Dictionary<string, string> { ["SYSTEMD_UNIT_PATH"] = $"{_folder}:" });
        Assert.SkipWhen(said is null, "systemd-analyze is not installed.");
        return said!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
