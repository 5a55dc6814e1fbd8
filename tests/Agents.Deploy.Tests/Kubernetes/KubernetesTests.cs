using System.Text.RegularExpressions;
using Agents.Deploy.Tests.House;
using k8s.Models;

namespace Agents.Deploy.Tests.Kubernetes;

public sealed class KubernetesTests
{
    [Fact]
    public void The_base_has_known_fields_only_and_all_that_selects_selects_what_it_should() =>
        Faults.None(SelectorRules.Faults(Manifests.Base()));

    [Fact]
    public void The_pods_of_the_base_have_no_rights_and_take_their_settings() =>
        Faults.None(PodRules.Faults(Manifests.Base()));

    [Theory]
    [InlineData("azure")]
    [InlineData("local")]
    public async Task What_an_overlay_makes_keeps_all_rules(string overlay)
    {
        var all = await Manifests.RenderAsync(overlay);

        Faults.None(SelectorRules.Faults(all).Concat(PodRules.Faults(all)));
    }

    [Theory]
    [InlineData("azure", true)]
    [InlineData("local", false)]
    public async Task An_overlay_has_TLS_and_GPUs_where_it_says_so(string overlay, bool has)
    {
        var nodes = (await Manifests.RenderAsync(overlay)).Nodes().ToDictionary(node => node.Metadata.Name);

        Assert.Equal(["embedding", "gateway", "memory"], nodes.Keys.Order());
        var embedding = nodes["embedding"].Spec.Template.Spec;
        Assert.Equal(has, embedding.Containers[0].Resources.Limits.ContainsKey("nvidia.com/gpu"));
        Assert.Equal(has, embedding.NodeSelector?.ContainsKey("accelerator") == true);
        Assert.Equal(has, embedding.Tolerations is { Count: > 0 });
        Assert.All(nodes.Values, node => Assert.Equal(
            has, node.Spec.Template.Spec.Containers[0].Env.Any(one => one.Name == "Cluster__Tls__AuthorityFile")));
    }

    [Theory]
    [InlineData("azure")]
    [InlineData("local")]
    public async Task Every_secret_and_key_that_an_overlay_needs_stands_in_the_readme(string overlay)
    {
        var readme = DeployTree.Read("README.md");
        var needed = (await Manifests.RenderAsync(overlay)).Nodes().SelectMany(Needed).Distinct();

        Assert.All(needed, secret => Assert.Contains($"| `{secret}` |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_is_a_part_of_a_kustomization_that_names_it()
    {
        foreach (var folder in new[] { "base", "components/tls", "overlays/azure", "overlays/local" })
        {
            var kustomization = DeployTree.Read($"kubernetes/{folder}/kustomization.yaml");
            var files = Directory.EnumerateFiles(DeployTree.PathOf($"kubernetes/{folder}"))
                .Select(file => Path.GetFileName(file)).Where(file => file != "kustomization.yaml");
            Assert.All(files, file => Assert.Matches(
                $@"(- |\[|path: ){Regex.Escape(file)}\b", kustomization));
        }
    }

    [Fact]
    public void Control_an_unknown_field_and_a_wrong_kind_of_value_are_errors()
    {
        var memory = DeployTree.Read("kubernetes/base/memory.yaml");

        Assert.ThrowsAny<Exception>(() => Manifests.Load(
            memory.Replace("enableServiceLinks", "enableServiceLink", StringComparison.Ordinal)));
        Assert.ThrowsAny<Exception>(() => Manifests.Load(
            memory.Replace("replicas: 3", "replicas: three", StringComparison.Ordinal)));
    }

    [Fact]
    public void Control_what_selects_nothing_or_the_wrong_port_is_reported() =>
        Faults.Are(
            SelectorRules.Faults(Changed(
                ("/component: memory\n  template", "/component: mind\n  template"),
                ("/component: gateway\n  ports", "/component: gate\n  ports"),
                ("targetPort: http\n", "targetPort: web\n"),
                ("    name: gateway\n  minReplicas", "    name: gate\n  minReplicas"),
                ("port: 30000\n  egress", "port: 30001\n  egress"),
                ("[Ingress, Egress]\n---\n# Silos", "[Ingress]\n---\n# Silos"))),
            "Deployment embedding is not closed by default",
            "Deployment gateway is not closed by default",
            "Deployment memory does not select its own pods",
            "Deployment memory is not closed by default",
            "HorizontalPodAutoscaler gateway scales nothing",
            "NetworkPolicy silo lets in at 30001, which nobody opens",
            "Service gateway selects nothing",
            "Service metrics leads to web, which embedding does not open",
            "Service metrics leads to web, which gateway does not open",
            "Service metrics leads to web, which memory does not open");

    [Fact]
    public void Control_a_pod_with_rights_or_an_unknown_setting_is_reported() =>
        Faults.Are(
            PodRules.Faults(Changed(
                ("name: Cluster__AdvertisedAddress", "name: Cluster__AdvertizedAddress"),
                ("\n              memory: 4Gi\n            limits:", "\n            limits:\n              cpu: 2"),
                ("drop: [ALL]", "drop: [NET_RAW]"),
                ("GracePeriodSeconds: 120", "GracePeriodSeconds: 5")).Where(IsOfMemory).ToArray()),
            "Deployment memory asks for no memory",
            "Deployment memory has a limit of CPU",
            "Deployment memory is killed before it has drained",
            "Deployment memory keeps capabilities",
            "Deployment memory: There is no setting Cluster:AdvertizedAddress; Cluster has "
                + $"{NodeSettings.ClusterNames}.");

    private static bool IsOfMemory(object thing) =>
        thing is V1ServiceAccount or V1Deployment { Metadata.Name: "memory" };

    private static IReadOnlyCollection<object> Changed(params (string From, string To)[] changes)
    {
        var files = DeployTree.Files("kubernetes/base", "*.yaml")
            .Where(file => !file.EndsWith("kustomization.yaml", StringComparison.Ordinal));
        var yaml = string.Join("---\n", files.Select(DeployTree.Read));
        foreach (var (from, to) in changes)
        {
            Assert.Contains(from, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(from, to, StringComparison.Ordinal);
        }

        return Manifests.Load(yaml);
    }

    private static IEnumerable<string> Needed(V1Deployment node)
    {
        var pod = node.Spec.Template.Spec;
        return pod.Containers.SelectMany(container => container.Env)
            .Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>()
            .Select(secret => $"{secret.Name}` | `{secret.Key}")
            .Concat(pod.Volumes.Select(volume => volume.Secret?.SecretName).OfType<string>()
                .Select(secret => secret switch
                {
                    "agents-keys" => "agents-keys` | `keys.json",
                    "agents-keyring" => "agents-keyring` | `keyring.json",
                    "agents-tls" => "agents-tls` | `tls.crt`, `tls.key`, `ca.crt",
                    _ => secret,
                }));
    }
}
