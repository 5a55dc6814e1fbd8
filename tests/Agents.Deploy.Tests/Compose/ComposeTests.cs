using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Compose;

public sealed class ComposeTests
{
    private static string Compose => DeployTree.Read("compose/compose.yaml");

    [Fact]
    public void All_that_is_named_is_there_and_each_node_takes_its_settings() =>
        Faults.None(ComposeRules.Faults(Compose));

    [Fact]
    public void Control_what_is_not_there_and_what_no_node_takes_is_reported() =>
        Faults.Are(
            ComposeRules.Faults(Compose
                .Replace("AGENTS_ROLES: gateway", "AGENTS_ROLE: gateway", StringComparison.Ordinal)
                .Replace("Cluster__Labels__hw: gpu", "Cluster__Label__hw: gpu", StringComparison.Ordinal)
                .Replace("../prometheus/alerts.yaml:", "../prometheus/alert.yaml:", StringComparison.Ordinal)
                .Replace("networks: [edge]", "networks: [rim]", StringComparison.Ordinal)
                .Replace("image: redis:7.4", "image: redis", StringComparison.Ordinal)
                .Replace("memory-1: { condition", "memory-3: { condition", StringComparison.Ordinal)
                .Replace("    restart: unless-stopped\n    healthcheck:", "    health: {}\n    healthcheck:",
                    StringComparison.Ordinal)),
            "azurite: health is no key of a service",
            "embedding: There is no setting Cluster:Label; Cluster has "
                + $"{NodeSettings.ClusterNames}.",
            "embedding: memory-3 is no service whose health is known",
            "gateway: AGENTS_ROLE is no setting of a node",
            "gateway: memory-3 is no service whose health is known",
            "grafana: rim is not among the networks",
            "memory-2: memory-3 is no service whose health is known",
            "prometheus: there is no ../prometheus/alert.yaml",
            "redis: health is no key of a service",
            "redis: redis has no tag");

    [Fact]
    public void A_key_that_stands_twice_is_an_error() =>
        Assert.ThrowsAny<Exception>(() => ComposeRules.Faults(Compose + "services: {}\n"));

    [Fact]
    public void Prometheus_asks_every_node()
    {
        var prometheus = Yaml.Map(DeployTree.Read("compose/prometheus.yaml"));
        var job = (Dictionary<string, object>)Assert.Single((List<object>)prometheus["scrape_configs"]);
        var target = (Dictionary<string, object>)Assert.Single((List<object>)job["static_configs"]);

        Assert.Equal(
            ComposeRules.Nodes(Compose).Select(node => $"{node}:5080").Order(), target.Texts("targets").Order());
    }

    [Fact]
    public void The_file_of_the_GPU_changes_services_that_there_are_and_settings_that_a_node_takes()
    {
        var gpu = Yaml.Map(DeployTree.Read("compose/compose.gpu.yaml"));
        var whole = Yaml.Map(Compose);

        var service = Assert.Single(gpu.Map("services").Keys);
        Assert.Contains(service, whole.Map("services").Keys);
        var variables = whole.Map("services").Map(service).Map("environment")
            .Concat(gpu.Map("services").Map(service).Map("environment"))
            .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => (string)group.Last().Value);
        variables["Cluster__AdvertisedAddress"] = "127.0.0.1";
        Faults.None(NodeSettings.Faults(service, variables));
    }
}
