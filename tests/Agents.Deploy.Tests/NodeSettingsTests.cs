using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests;

public sealed class NodeSettingsTests
{
    [Fact]
    public void A_node_of_a_cluster_takes_what_it_is_given() =>
        Faults.None(NodeSettings.Faults("memory", Good()));

    [Theory]
    [InlineData("AGENTS_SILOPORTS", "1", "AGENTS_SILOPORTS is no setting of a node")]
    [InlineData("Clustr__Kind", "redis", "Clustr__Kind is no setting of a node")]
    [InlineData("AGENTS_SILO_PORT", "high", "AGENTS_SILO_PORT is 'high'")]
    [InlineData("Cluster__Knd", "redis", "There is no setting Cluster:Knd")]
    [InlineData("Cluster__ListenAnyAddress", "sometimes", "Cluster:ListenAnyAddress is 'sometimes'")]
    [InlineData("Cluster__Tls__Certificate", "x", "There is no setting Cluster:Tls:Certificate")]
    [InlineData("Cluster__Kind", "zookeeper", "Cluster:Kind is 'zookeeper'")]
    [InlineData("Storage__Kind", "files", "Storage:Kind is files")]
    public void Control_what_no_node_would_take_is_reported(string name, string value, string fault)
    {
        var variables = Good();
        variables[name] = value;

        Assert.Contains(fault, Assert.Single(NodeSettings.Faults("memory", variables)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_is_to_embed_has_the_label_by_which_the_others_ask_it()
    {
        var variables = Good();
        variables["AGENTS_ROLES"] = "embedding";
        variables["Cluster__Labels__hw"] = "cpu";

        Assert.Contains(
            "Cluster:Labels:hw is not gpu",
            Assert.Single(NodeSettings.Faults("embedding", variables)),
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Good() => new()
    {
        ["AGENTS_ROLES"] = "memory",
        ["AGENTS_SILO_PORT"] = "11111",
        ["Cluster__Kind"] = "redis",
        ["Cluster__ConnectionString"] = "redis:6379",
        ["Cluster__Labels__hw"] = "gpu",
        ["Cluster__Tls__AuthorityFile"] = "ca.crt",
        ["Storage__Kind"] = "azure-blobs",
        ["Storage__AzureBlobs__Container"] = "agents",
    };
}
