using System.Text.RegularExpressions;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Docker;

/// <summary>What the image must be, by the text of its Dockerfile.</summary>
internal static partial class DockerfileRules
{
    private static readonly string[] Parts = ["HEALTHCHECK", "STOPSIGNAL SIGTERM", "VOLUME", "ENTRYPOINT ["];

    public static IEnumerable<string> Faults(string dockerfile)
    {
        var text = Continuation().Replace(dockerfile, " ");
        var lines = text.Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#').ToArray();
        return
        [
            .. WrongImages(lines),
            .. WrongUser(lines),
            .. Missing(lines),
            .. WrongCopies(lines),
            .. NodeSettings.Faults("image", Environment(lines)).Where(IsOfNames),
        ];
    }

    private static IEnumerable<string> WrongImages(string[] lines)
    {
        var stages = lines.Select(line => FromLine().Match(line)).Where(match => match.Success).ToArray();
        var names = stages.Select(stage => stage.Groups["name"].Value).ToHashSet();
        return from stage in stages
               let image = stage.Groups["image"].Value
               where !names.Any(name => name == image || image == RoleOf(name))
                   && (!image.Contains(':', StringComparison.Ordinal) || image.Contains('@', StringComparison.Ordinal)
                       || image.EndsWith(":latest", StringComparison.Ordinal))
               select $"{image} is no tag, or latest";
    }

    // The last stage chooses between runtime-cpu and runtime-cuda by an argument.
    private static string RoleOf(string name) =>
        name.StartsWith("runtime-", StringComparison.Ordinal) ? "runtime-${Accelerator}" : name;

    private static IEnumerable<string> WrongUser(string[] lines)
    {
        var user = lines.LastOrDefault(line => line.StartsWith("USER ", StringComparison.Ordinal))?[5..] ?? "nobody's";
        return NumericUser().IsMatch(user)
            ? []
            : [$"the last USER is {user}, and should be a number that is not 0"];
    }

    private static IEnumerable<string> Missing(string[] lines) =>
        from part in Parts
        where !lines.Any(line => line.StartsWith(part, StringComparison.Ordinal))
        select $"there is no {part}";

    private static IEnumerable<string> WrongCopies(string[] lines) =>
        from line in lines
        where line.StartsWith("COPY ", StringComparison.Ordinal)
            && !line.Contains("--from=", StringComparison.Ordinal)
        let source = line.Split(' ').Skip(1).First(part => !part.StartsWith("--", StringComparison.Ordinal))
        where !Path.Exists(Path.Combine(DeployTree.Root, source))
        select $"COPY takes {source}, which is not there";

    private static Dictionary<string, string> Environment(string[] lines) =>
        (from line in lines
         where line.StartsWith("ENV ", StringComparison.Ordinal)
         from Match match in Setting().Matches(line)
         select (Name: match.Groups[1].Value, Value: match.Groups[2].Value))
        .ToDictionary(setting => setting.Name, setting => setting.Value);

    // The image alone is no cluster; only what its variables are called counts here.
    private static bool IsOfNames(string fault) => fault.Contains("no setting", StringComparison.Ordinal);

    [GeneratedRegex(@"\\\n")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^FROM (?<image>\S+) AS (?<name>\S+)$")]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^[1-9]\d*(:[1-9]\d*)?$")]
    private static partial Regex NumericUser();

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Setting();
}
