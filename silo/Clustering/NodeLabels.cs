using Agents.Silo.Configuration;

namespace Agents.Silo.Clustering;

/// <summary>The labels of a node that others see: those that are configured, and its roles.</summary>
internal static class NodeLabels
{
    public const string RolePrefix = "role.";

    /// <summary>The label of nodes that embed for others, and its value.</summary>
    public const string Hardware = "hw";
    public const string Gpu = "gpu";

    /// <summary>Whether others may ask this node to embed.</summary>
    public static bool IsGpu(ClusterOptions cluster) =>
        cluster.Labels.TryGetValue(Hardware, out var hardware) && hardware == Gpu;

    /// <summary>Returns the labels of this node, such as <c>role.memory = true</c> and <c>hw = gpu</c>.</summary>
    public static Dictionary<string, string> Of(SiloOptions options, ClusterOptions cluster)
    {
        var labels = new Dictionary<string, string>(cluster.Labels, StringComparer.Ordinal);
        foreach (var role in options.RoleList)
        {
            labels[RolePrefix + role] = "true";
        }

        return labels;
    }
}
