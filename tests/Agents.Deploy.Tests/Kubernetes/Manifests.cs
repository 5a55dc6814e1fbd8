using Agents.Deploy.Tests.House;
using k8s;
using k8s.Models;

namespace Agents.Deploy.Tests.Kubernetes;

/// <summary>What an overlay makes, read strictly: a field that the API does not have is an error.</summary>
internal static class Manifests
{
    /// <exception cref="YamlDotNet.Core.YamlException">A field is none, or a value of another kind.</exception>
    public static IReadOnlyList<object> Load(string yaml) => KubernetesYaml.LoadAllFromString(yaml, strict: true);

    /// <summary>Returns the resources of the base as they stand in its files.</summary>
    public static IReadOnlyList<object> Base() =>
    [
        .. DeployTree.Files("kubernetes/base", "*.yaml")
            .Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal))
            .SelectMany(file => Load(DeployTree.Read(file))),
    ];

    /// <summary>Has kubectl put an overlay together; skips the test where it is not installed.</summary>
    public static async Task<IReadOnlyList<object>> RenderAsync(string overlay) => Load(await TextAsync(overlay));

    public static async Task<string> TextAsync(string overlay)
    {
        var said = await Tool.RunAsync("kubectl", ["kustomize", DeployTree.PathOf($"kubernetes/overlays/{overlay}")]);
        Assert.SkipWhen(said is null, "kubectl is not installed: it puts the overlays together.");
        Assert.Equal("", said!.Errors);
        return said.Output;
    }

    /// <summary>Returns the deployments that run nodes of ours.</summary>
    public static IEnumerable<V1Deployment> Nodes(this IEnumerable<object> all) =>
        all.OfType<V1Deployment>().Where(deployment =>
            deployment.Spec.Template.Metadata.Labels["app.kubernetes.io/name"] == "agents");
}
