using System.Text.RegularExpressions;

namespace Agents.Architecture.Tests.Projects;

/// <summary>The dependency arrows. Project files are read, since a compiled assembly does not list references it never
/// uses.</summary>
internal static class ProjectRules
{
    /// <summary>The exact project references of each project that is not a test or a benchmark.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Agents.Contracts"] = [],
        ["Agents.Client"] = ["Agents.Contracts"],
        ["Agents.Cli"] = ["Agents.Client", "Agents.Silo"],
        ["Agents.Memory"] = ["Agents.Contracts"],
        ["Agents.Embedding"] = [],
        ["Agents.Storage"] = ["Agents.Memory"],
        ["Agents.Storage.AzureBlobs"] = ["Agents.Storage"],
        ["Agents.Storage.Postgres"] = ["Agents.Storage"],
        ["Agents.Grains.Abstractions"] = ["Agents.Contracts"],
        ["Agents.Grains"] = ["Agents.Grains.Abstractions", "Agents.Memory"],
        ["Agents.Gateway"] = ["Agents.Contracts", "Agents.Grains.Abstractions"],
        ["Agents.Silo"] =
        [
            "Agents.Embedding", "Agents.Gateway", "Agents.Grains", "Agents.Storage", "Agents.Storage.AzureBlobs",
            "Agents.Storage.Postgres",
        ],
    };

    /// <summary>Who may refer to a driver: its provider and the composition root.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> DriverOwners = new Dictionary<string, string[]>
    {
        ["Microsoft.ML.OnnxRuntime"] = ["Agents.Embedding", "Agents.Silo"],
        ["Microsoft.ML.OnnxRuntime.Gpu"] = ["Agents.Embedding", "Agents.Silo"],
        ["Azure.Identity"] = ["Agents.Storage.AzureBlobs", "Agents.Silo"],
        ["Azure.Storage.Blobs"] = ["Agents.Storage.AzureBlobs", "Agents.Silo"],
        ["Npgsql"] = ["Agents.Storage.Postgres", "Agents.Silo"],
        ["StackExchange.Redis"] = ["Agents.Silo"],
    };

    private static readonly string[] WithoutPackages = ["Agents.Contracts", "Agents.Client"];

    public static IEnumerable<string> WrongReferences(IEnumerable<ProjectFile> projects)
    {
        foreach (var project in projects.Where(project => project.IsProduct))
        {
            if (!Arrows.TryGetValue(project.Name, out var allowed))
            {
                yield return $"{project.Name} is in no row of the table of arrows";
                continue;
            }

            foreach (var reference in project.References.Except(allowed))
            {
                yield return $"{project.Name} must not reference {reference}";
            }

            foreach (var reference in allowed.Except(project.References))
            {
                yield return $"{project.Name} must reference {reference}";
            }
        }
    }

    /// <summary>Contracts and Client take no package; Memory takes abstractions only.</summary>
    public static IEnumerable<string> WrongPackages(IEnumerable<ProjectFile> projects) =>
        from project in projects
        from package in project.Packages
        where WithoutPackages.Contains(project.Name)
            || (project.Name == "Agents.Memory" && !package.EndsWith(".Abstractions", StringComparison.Ordinal))
        select $"{project.Name} must not take the package {package}";

    public static IEnumerable<string> MisplacedDrivers(IEnumerable<ProjectFile> projects) =>
        from project in projects.Where(project => project.IsProduct)
        from package in project.Packages
        where DriverOwners.TryGetValue(package, out var owners) && !owners.Contains(project.Name)
        select $"{project.Name} must not take the driver {package}";

    public static IEnumerable<string> MissingFromSolution(IEnumerable<ProjectFile> projects, string solution)
    {
        var listed = Regex.Matches(solution, "\"([^\"]+\\.csproj)\"")
            .Select(match => match.Groups[1].Value.Replace('\\', '/')).ToHashSet();
        return from project in projects
               where !listed.Contains(project.Path)
               select $"{project.Path} is not in Agents.sln";
    }

    /// <summary>A project lies in a folder of its own name, or alone and directly in a top folder.</summary>
    public static IEnumerable<string> Misplaced(IEnumerable<ProjectFile> projects) =>
        from project in projects
        let folders = project.Path.Split('/')[..^1]
        where folders.Length != 1 && !(folders.Length == 2 && folders[1] == project.Name)
        select $"{project.Path} lies neither in a top folder nor in a folder of its own name";
}
