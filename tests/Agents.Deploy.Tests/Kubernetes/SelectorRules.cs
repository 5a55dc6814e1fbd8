using k8s.Models;

namespace Agents.Deploy.Tests.Kubernetes;

/// <summary>Whatever selects pods selects some, and the right ones.</summary>
internal static class SelectorRules
{
    public static IEnumerable<string> Faults(IReadOnlyCollection<object> all)
    {
        var deployments = all.OfType<V1Deployment>().ToArray();
        return
        [
            .. from deployment in deployments
               where !Selects(deployment.Spec.Selector, deployment.Spec.Template)
               select $"Deployment {deployment.Metadata.Name} does not select its own pods",
            .. all.OfType<V1Service>().SelectMany(service => OfService(service, deployments)),
            .. all.OfType<V1PodDisruptionBudget>().Where(budget => Count(budget.Spec.Selector, deployments) != 1)
                .Select(budget => $"PodDisruptionBudget {budget.Metadata.Name} is not of one deployment"),
            .. from deployment in all.Nodes()
               where !all.OfType<V1PodDisruptionBudget>().Any(
                   budget => Selects(budget.Spec.Selector, deployment.Spec.Template))
               select $"Deployment {deployment.Metadata.Name} has no PodDisruptionBudget",
            .. from scaler in all.OfType<V2HorizontalPodAutoscaler>()
               where deployments.All(deployment => deployment.Metadata.Name != scaler.Spec.ScaleTargetRef.Name)
               select $"HorizontalPodAutoscaler {scaler.Metadata.Name} scales nothing",
            .. all.OfType<V1NetworkPolicy>().SelectMany(policy => OfPolicy(policy, deployments)),
            .. DefaultDeny(all.OfType<V1NetworkPolicy>(), all.Nodes()),
        ];
    }

    private static IEnumerable<string> OfService(V1Service service, V1Deployment[] deployments)
    {
        var selector = new V1LabelSelector { MatchLabels = service.Spec.Selector };
        var selected = deployments.Where(deployment => Selects(selector, deployment.Spec.Template)).ToArray();
        if (selected.Length == 0)
        {
            yield return $"Service {service.Metadata.Name} selects nothing";
        }

        foreach (var deployment in selected)
        {
            var ports = Ports(deployment).Select(port => port.Name).ToArray();
            foreach (var port in service.Spec.Ports.Where(port => !ports.Contains(port.TargetPort?.Value)))
            {
                yield return $"Service {service.Metadata.Name} leads to {port.TargetPort?.Value}, which "
                    + $"{deployment.Metadata.Name} does not open";
            }
        }
    }

    private static IEnumerable<string> OfPolicy(V1NetworkPolicy policy, V1Deployment[] deployments)
    {
        var name = $"NetworkPolicy {policy.Metadata.Name}";
        var own = deployments.Where(one => Selects(policy.Spec.PodSelector, one.Spec.Template)).ToArray();
        var peers = (policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? [])
            .Concat((policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []));
        var open = own.SelectMany(Ports).Select(port => $"{port.ContainerPort}").ToHashSet();
        return
        [
            .. own.Length > 0 ? [] : new[] { $"{name} is of no pod" },
            .. from peer in peers
               where peer.PodSelector is not null && Count(peer.PodSelector, deployments) == 0
               select $"{name} names a peer that is no pod",
            .. from rule in policy.Spec.Ingress ?? []
               from port in rule.Ports ?? []
               where !open.Contains(port.Port.Value)
               select $"{name} lets in at {port.Port.Value}, which nobody opens",
            .. from rule in policy.Spec.Ingress ?? []
               where rule.Ports is not { Count: > 0 } || rule.FromProperty is not { Count: > 0 }
               select $"{name} lets in anybody or at any port",
        ];
    }

    private static IEnumerable<string> DefaultDeny(
        IEnumerable<V1NetworkPolicy> policies, IEnumerable<V1Deployment> nodes)
    {
        var closed = policies.Where(policy => policy.Spec is { Ingress: null, Egress: null }
            && policy.Spec.PolicyTypes.Count == 2).ToArray();
        return from node in nodes
               where !Array.Exists(closed, policy => Selects(policy.Spec.PodSelector, node.Spec.Template))
               select $"Deployment {node.Metadata.Name} is not closed by default";
    }

    private static IEnumerable<V1ContainerPort> Ports(V1Deployment deployment) =>
        deployment.Spec.Template.Spec.Containers.SelectMany(container => container.Ports ?? []);

    private static int Count(V1LabelSelector selector, IEnumerable<V1Deployment> deployments) =>
        deployments.Count(deployment => Selects(selector, deployment.Spec.Template));

    private static bool Selects(V1LabelSelector selector, V1PodTemplateSpec pod)
    {
        var labels = pod.Metadata.Labels;
        return (selector.MatchLabels ?? new Dictionary<string, string>()).All(label =>
                labels.TryGetValue(label.Key, out var value) && value == label.Value)
            && (selector.MatchExpressions ?? []).All(expression => expression.OperatorProperty == "In"
                && labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value));
    }
}
