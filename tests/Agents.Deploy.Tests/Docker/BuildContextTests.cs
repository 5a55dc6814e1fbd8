using System.Text.RegularExpressions;
using Agents.Deploy.Tests.House;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Agents.Deploy.Tests.Docker;

/// <summary>What the image is built from reaches its build: a file that is left out fails nothing until it is
/// missed.</summary>
public sealed partial class BuildContextTests
{
    private static readonly string[] Sources =
        ["client", "embedding", "gateway", "grains", "memory", "silo", "storage"];

    private static string[] Rules => DeployTree.Read("docker/Dockerfile.dockerignore").Split('\n');

    [Fact]
    public void Every_file_that_is_built_into_a_program_is_there()
    {
        var embedded = Embedded();

        Assert.Contains(embedded, file => file.EndsWith(".md", StringComparison.Ordinal));
        Assert.DoesNotContain(embedded, file => IsLeftOut(Rules, file));
    }

    [Fact]
    public void Control_a_file_that_a_rule_names_is_left_out()
    {
        Assert.True(IsLeftOut(Rules, "README.md"));
        Assert.True(IsLeftOut(Rules, "tests/Agents.Deploy.Tests/Docker/DockerfileTests.cs"));
        Assert.True(IsLeftOut([.. Rules, "grains/**/*.md"], "grains/Agents.Grains/Consolidation/Prompts/prompt.md"));
    }

    private static string[] Embedded() =>
    [
        .. from source in Sources
           from project in Directory.EnumerateFiles(
               Path.Combine(DeployTree.Root, source), "*.csproj", SearchOption.AllDirectories)
           from include in Include().Matches(File.ReadAllText(project)).Select(match => match.Groups["files"].Value)
           from file in new Matcher().AddInclude(include).GetResultsInFullPath(Path.GetDirectoryName(project)!)
           select Path.GetRelativePath(DeployTree.Root, file),
    ];

    // The last rule that names a file, or a folder above it, decides.
    private static bool IsLeftOut(string[] rules, string file)
    {
        var last = rules.LastOrDefault(rule => rule.Length > 0 && rule[0] != '#' && Names(rule.TrimStart('!'), file));
        return last is not null && last[0] != '!';
    }

    private static bool Names(string rule, string file) =>
        new Matcher().AddInclude(rule).AddInclude(rule + "/**").Match(file).HasMatches;

    [GeneratedRegex("<EmbeddedResource Include=\"(?<files>[^\"]+)\"")]
    private static partial Regex Include();
}
