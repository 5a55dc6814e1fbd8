using Agents.Silo.Configuration;

namespace Agents.Silo.Clustering;

/// <summary>The labels of a node that others see: those that are configured, and its roles.</summary>
internal static class NodeLabels
{
    public const string RolePrefix = "role.";

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
