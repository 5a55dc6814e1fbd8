using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Agents.Silo.Tests.Operations;

/// <summary>The dashboards and alert rules in <c>deploy/</c>.</summary>
internal static partial class DeployedFiles
{
    public static string Alerts => Path.Combine(Root(), "deploy", "prometheus", "alerts.yaml");

    public static string Guide => File.ReadAllText(Path.Combine(Root(), "docs", "operations.md"));

    public static IEnumerable<string> AlertNames =>
        AlertExpressions().Matches(File.ReadAllText(Alerts)).Select(rule => rule.Groups["name"].Value);

    public static IReadOnlyList<(string Name, JsonNode Board)> Dashboards =>
    [
        .. Directory.GetFiles(Path.Combine(Root(), "deploy", "grafana"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), JsonNode.Parse(File.ReadAllText(file))!)),
    ];

    /// <summary>Returns each expression with where it stands.</summary>
    public static IReadOnlyList<(string Where, string Expression)> Expressions =>
    [
        .. from dashboard in Dashboards
           from panel in Panels(dashboard.Board)
           from target in panel["targets"]?.AsArray() ?? []
           select ($"{dashboard.Name}: {panel["title"]}", (string)target!["expr"]!),
        .. AlertExpressions().Matches(File.ReadAllText(Alerts))
            .Select(rule => (rule.Groups["name"].Value, rule.Groups["expression"].Value)),
    ];

    public static IEnumerable<JsonNode> Panels(JsonNode board) => board["panels"]!.AsArray().OfType<JsonNode>();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Agents.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"- alert: (?<name>\w+)\s+expr: (?<expression>.+)")]
    private static partial Regex AlertExpressions();
}
