using Agents.Deploy.Tests.House;
using k8s.Models;

namespace Agents.Deploy.Tests.Kubernetes;

/// <summary>What every pod is: nobody in particular, without rights, checked, and with settings that a node
/// takes.</summary>
internal static class PodRules
{
    public static IEnumerable<string> Faults(IReadOnlyCollection<object> all) =>
    [
        .. all.OfType<V1Deployment>().SelectMany(OfPod),
        .. all.Nodes().SelectMany(node => OfNode(node, all)),
        .. from thing in all
           where thing is V1Role or V1ClusterRole or V1RoleBinding or V1ClusterRoleBinding
           select $"{thing.GetType().Name} gives rights that no node needs",
        .. from account in all.OfType<V1ServiceAccount>()
           where account.AutomountServiceAccountToken != false
           select $"ServiceAccount {account.Metadata.Name} mounts a token",
    ];

    private static IEnumerable<string> OfPod(V1Deployment deployment)
    {
        var pod = deployment.Spec.Template.Spec;
        (bool IsSo, string Fault)[] must =
        [
            (pod.AutomountServiceAccountToken == false, "mounts a token"),
            (pod.SecurityContext?.RunAsNonRoot == true && pod.SecurityContext.RunAsUser > 0, "may be root"),
            (pod.SecurityContext?.SeccompProfile?.Type == "RuntimeDefault", "has no seccomp profile"),
            .. pod.Containers.SelectMany(OfContainer),
        ];
        return must.Where(rule => !rule.IsSo).Select(rule => $"Deployment {deployment.Metadata.Name} {rule.Fault}");
    }

    private static IEnumerable<(bool IsSo, string Fault)> OfContainer(V1Container container) =>
    [
        (container.SecurityContext?.AllowPrivilegeEscalation == false, "may gain rights"),
        (container.SecurityContext?.ReadOnlyRootFilesystem == true, "may write its files"),
        (container.SecurityContext?.Capabilities?.Drop is ["ALL"], "keeps capabilities"),
        (container.SecurityContext?.Capabilities?.Add is null, "adds capabilities"),
        (container.Resources?.Requests?.ContainsKey("cpu") == true, "asks for no CPU"),
        (container.Resources?.Requests?.ContainsKey("memory") == true, "asks for no memory"),
        (container.Resources?.Limits?.ContainsKey("memory") == true, "has no limit of memory"),
        (container.Resources?.Limits?.ContainsKey("cpu") != true, "has a limit of CPU"),
        (container.Image.Contains(':', StringComparison.Ordinal)
            && !container.Image.EndsWith(":latest", StringComparison.Ordinal), "takes an image without a tag"),
        (container.ReadinessProbe is not null, "has no readiness probe"),
    ];

    private static IEnumerable<string> OfNode(V1Deployment deployment, IReadOnlyCollection<object> all)
    {
        var name = $"Deployment {deployment.Metadata.Name}";
        var pod = deployment.Spec.Template.Spec;
        var container = pod.Containers.Single();
        var variables = Variables(container, all);
        (bool IsSo, string Fault)[] must =
        [
            (pod.TerminationGracePeriodSeconds > NodeSettings.StopTime(variables).TotalSeconds,
                "is killed before it has drained"),
            (deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable?.Value == "0", "rolls with nodes missing"),
            (pod.TopologySpreadConstraints is { Count: > 0 }, "may lie on one machine"),
            (container.StartupProbe?.HttpGet?.Path == "/health/ready", "has no startup probe"),
            (container.ReadinessProbe?.HttpGet?.Path == "/health/ready", "has no readiness of its own"),
            (container.LivenessProbe?.HttpGet?.Path == "/health/live", "has no liveness of its own"),
            (all.OfType<V1ServiceAccount>().Any(account => account.Metadata.Name == pod.ServiceAccountName),
                "runs as an account that is not there"),
        ];
        return
        [
            .. must.Where(rule => !rule.IsSo).Select(rule => $"{name} {rule.Fault}"),
            .. (container.VolumeMounts ?? []).Where(mount => pod.Volumes.All(volume => volume.Name != mount.Name))
                .Select(mount => $"{name} mounts {mount.Name}, which is no volume"),
            .. NodeSettings.Faults(name, variables),
        ];
    }

    /// <summary>Returns the variables, with a value that fits for what another object holds.</summary>
    private static Dictionary<string, string> Variables(V1Container container, IReadOnlyCollection<object> all)
    {
        var maps = (container.EnvFrom ?? []).Select(source => source.ConfigMapRef?.Name).OfType<string>()
            .SelectMany(map => Settings(map, all));
        var own = (container.Env ?? []).Select(variable => (variable.Name, variable.Value ?? Sample(variable)));
        return maps.Concat(own).GroupBy(pair => pair.Item1)
            .ToDictionary(group => group.Key, group => group.Last().Item2);
    }

    /// <summary>Returns a config map's settings; in the base they are still those of its file.</summary>
    private static IEnumerable<(string Name, string Value)> Settings(string map, IReadOnlyCollection<object> all)
    {
        var rendered = all.OfType<V1ConfigMap>().FirstOrDefault(one => one.Metadata.Name == map);
        return rendered is not null
            ? rendered.Data.Select(pair => (pair.Key, pair.Value))
            : SettingsFile.Parse(DeployTree.Read("kubernetes/base/settings.env"))
                .Select(pair => (pair.Key, pair.Value));
    }

    private static string Sample(V1EnvVar variable) => variable.ValueFrom switch
    {
        { FieldRef: not null } => "127.0.0.1",
        { SecretKeyRef.Key: "cluster" } => "redis:6379,ssl=true",
        _ => "a-secret",
    };
}
