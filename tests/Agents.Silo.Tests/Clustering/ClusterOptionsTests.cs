using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Microsoft.Extensions.Configuration;

namespace Agents.Silo.Tests.Clustering;

/// <summary>A cluster that cannot work is refused with a line for each thing to mend.</summary>
public sealed class ClusterOptionsTests
{
    private const string Blobs = "azure-blobs";
    private const string Redis = "127.0.0.1:6379";

    [Fact]
    public void One_process_with_files_needs_no_setting() =>
        Assert.Empty(Faults("files", "gateway,memory,embedding"));

    [Theory]
    [InlineData("gateway")]
    [InlineData("memory")]
    [InlineData("embedding")]
    [InlineData("gateway,memory,embedding")]
    public void A_node_of_a_cluster_may_have_any_role(string roles) => Assert.Empty(
        Faults(Blobs, roles, ("Kind", "redis"), ("ConnectionString", Redis), ("Labels:hw", "gpu")));

    [Theory]
    [InlineData("embedding", "cpu")]
    [InlineData("embedding", null)]
    [InlineData("gateway,embedding", null)]
    public void A_node_that_is_to_embed_and_has_not_the_label_by_which_it_is_asked_is_refused(
        string roles, string? hardware) => Assert.Contains(
            $"--roles is '{roles}', and Cluster:Labels:hw is not gpu",
            Assert.Single(Faults(
                Blobs,
                roles,
                [
                    ("Kind", "redis"), ("ConnectionString", Redis),
                    .. hardware is null ? [] : new[] { ("Labels:hw", hardware) },
                ])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Kind", "zookeeper", "Cluster:Kind is 'zookeeper' and may be localhost, redis or postgres.")]
    [InlineData("ConnectionString", "", "Cluster:ConnectionString is not set")]
    [InlineData("ConnectionString", "abortConnect=maybe", "Cluster:ConnectionString is no connection string of redis")]
    [InlineData("ClusterId", "two words", "Cluster:ClusterId is 'two words'")]
    [InlineData("ServiceId", "", "Cluster:ServiceId is ''")]
    [InlineData("AdvertisedAddress", "0.0.0.0", "Cluster:AdvertisedAddress is 0.0.0.0, which nobody can reach")]
    [InlineData("AdvertisedAddress", "no-such-host.invalid", "which is no address and no name of one")]
    [InlineData("Labels:role.memory", "true", "the name not beginning with role.")]
    [InlineData("ResponseTimeout", "00:00:00.5", "Cluster:ResponseTimeout is 00:00:00.5")]
    public void A_wrong_setting_is_named(string name, string value, string fault) => Assert.Contains(
        fault,
        Assert.Single(
            Faults(Blobs, "memory", ("Kind", "redis"), ("ConnectionString", Redis), (name, value))),
        StringComparison.Ordinal);

    [Fact]
    public void A_connection_string_is_not_repeated_since_it_may_hold_a_password()
    {
        var fault = Assert.Single(
            Faults(Blobs, "memory", ("Kind", "postgres"), ("ConnectionString", "Pasword=secret")));

        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis", Redis)]
    [InlineData("postgres", "Host=127.0.0.1")]
    public void Files_are_refused_where_there_are_several_silos(string kind, string connection) => Assert.Contains(
        $"Storage:Kind is files, which is for one silo, and Cluster:Kind {kind} is for several",
        Assert.Single(Faults("files", "memory", ("Kind", kind), ("ConnectionString", connection))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("memory")]
    [InlineData("gateway")]
    public void A_process_that_is_alone_needs_the_roles_to_be_of_use(string roles) => Assert.Contains(
        "this process is alone", Assert.Single(Faults("files", roles)), StringComparison.Ordinal);

    [Theory]
    [InlineData("ConnectionString", Redis, "Cluster:ConnectionString is set")]
    [InlineData("ListenAnyAddress", "true", "are for other nodes")]
    public void What_only_several_silos_need_is_refused_for_one(string name, string value, string fault) =>
        Assert.Contains(
            fault, Assert.Single(Faults("files", "gateway,memory", (name, value))), StringComparison.Ordinal);

    private static string[] Faults(string storage, string roles, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Name).Select(setting => KeyValuePair.Create(
                $"{ClusterOptions.Section}:{setting.Key}", (string?)setting.Last().Value)))
            .Build();
        return
        [
            .. ClusterOptionsValidator.Faults(
                ClusterOptions.Of(configuration), new SiloOptions { Roles = roles }, storage),
        ];
    }
}
