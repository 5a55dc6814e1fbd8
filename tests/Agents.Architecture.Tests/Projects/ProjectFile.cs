using System.Xml.Linq;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Projects;

/// <summary>What a project file says. Conditions are ignored: a reference of either accelerator counts.</summary>
/// <param name="Path">The path from the root.</param>
/// <param name="References">The names of the referenced projects.</param>
/// <param name="Packages">The ids of the referenced packages.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Gets a value indicating whether it is shipped: neither a test nor a benchmark.</summary>
    public bool IsProduct => !IsUnder("tests/") && !IsUnder("bench/");

    public bool IsTestProgram => IsUnder("tests/") && Name.EndsWith(".Tests", StringComparison.Ordinal);

    public static ProjectFile Parse(SourceFile file)
    {
        var project = XDocument.Parse(file.Content.TrimStart('\uFEFF'));
        return new ProjectFile(
            file.Path,
            [.. Includes(project, "ProjectReference")
                .Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes(project, "PackageReference")]);
    }

    private bool IsUnder(string folder) => Path.StartsWith(folder, StringComparison.Ordinal);

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();
}
