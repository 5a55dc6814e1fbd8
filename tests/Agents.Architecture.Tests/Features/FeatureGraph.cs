using System.Reflection;
using ArchUnitNET.Loader;

namespace Agents.Architecture.Tests.Features;

/// <summary>Which feature needs which. ArchUnitNET reads method bodies, which reflection does not see.</summary>
internal static class FeatureGraph
{
    /// <summary>Returns the edges between the features below a namespace, each with one example.</summary>
    /// <remarks>A feature is the first folder; its inner folders belong to it, and types above it to none.</remarks>
    public static IReadOnlyDictionary<(string From, string To), string> Edges(Assembly assembly, string root)
    {
        var edges = new SortedDictionary<(string, string), string>();
        foreach (var type in new ArchLoader().LoadAssemblies(assembly).Build().Types)
        {
            var from = FeatureOf(type.FullName, root);
            foreach (var target in type.Dependencies.Select(dependency => dependency.Target))
            {
                if (from is not null && FeatureOf(target.FullName, root) is { } to && from != to)
                {
                    edges.TryAdd((from, to), $"{type.Name} needs {target.Name}");
                }
            }
        }

        return edges;
    }

    /// <summary>Reports each pair of neighbours on a cycle.</summary>
    public static IEnumerable<string> Cycles(IReadOnlyDictionary<(string From, string To), string> edges) =>
        from edge in edges
        where Reaches(edges.Keys, edge.Key.To, edge.Key.From)
        select $"{edge.Key.From} -> {edge.Key.To} ({edge.Value})";

    private static bool Reaches(IEnumerable<(string From, string To)> edges, string start, string end)
    {
        var seen = new HashSet<string> { start };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var feature))
        {
            foreach (var (_, next) in edges.Where(edge => edge.From == feature && seen.Add(edge.To)))
            {
                open.Push(next);
            }
        }

        return seen.Contains(end);
    }

    private static string? FeatureOf(string fullName, string root)
    {
        if (!fullName.StartsWith(root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = fullName[(root.Length + 1)..].Split('.');
        return rest.Length > 1 ? rest[0] : null;
    }
}
