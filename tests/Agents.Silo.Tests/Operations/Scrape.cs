using System.Text.RegularExpressions;

namespace Agents.Silo.Tests.Operations;

/// <summary>What <c>/metrics</c> answered: each metric, and the labels that it has.</summary>
internal sealed partial class Scrape
{
    // Those that Prometheus itself makes or adds.
    private static readonly string[] MadeByPrometheus = ["up"];
    private static readonly string[] AddedByPrometheus = ["instance", "job"];

    private readonly Dictionary<string, HashSet<string>> _metrics = new(StringComparer.Ordinal);

    public Scrape(string text)
    {
        foreach (Match line in Lines().Matches(text))
        {
            if (!_metrics.TryGetValue(line.Groups["name"].Value, out var labels))
            {
                _metrics[line.Groups["name"].Value] = labels = new HashSet<string>(StringComparer.Ordinal);
            }

            labels.UnionWith(Names().Matches(line.Groups["labels"].Value).Select(label => label.Groups[1].Value));
        }
    }

    public int Count => _metrics.Count;

    /// <summary>Says what of an expression is not there.</summary>
    public IEnumerable<string> Missing(string expression)
    {
        var metrics = PromQl.Metrics(expression);
        var known = metrics.Where(_metrics.ContainsKey).SelectMany(metric => _metrics[metric])
            .Concat(AddedByPrometheus);
        return metrics.Except(_metrics.Keys).Except(MadeByPrometheus).Select(metric => $"the metric {metric}")
            .Concat(PromQl.Labels(expression).Except(known).Select(label => $"the label {label}"))
            .Select(missing => $"There is no {missing}, which '{expression}' reads.");
    }

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? \S+", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex("([a-zA-Z_]\\w*)=\"")]
    private static partial Regex Names();
}
