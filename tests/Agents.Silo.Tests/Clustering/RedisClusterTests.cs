using System.Net;
using Agents.Client;
using Agents.Contracts;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;

[assembly: AssemblyFixture(typeof(RedisServer))]

namespace Agents.Silo.Tests.Clustering;

/// <summary>Real processes that find each other by Redis and keep logs in blobs.</summary>
public sealed class RedisClusterTests(RedisServer redis, AzuriteServer azurite)
{
    private const int Users = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_node_of_three_finds_what_any_of_them_was_told()
    {
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", redis.ConnectionString);
        var first = await nodes.StartAsync();
        SiloProcess[] silos = [first, .. await Task.WhenAll(nodes.StartAsync(), nodes.StartAsync())];

        for (var user = 0; user < Users; user++)
        {
            await AddAsync(silos[user % silos.Length], user);
        }

        foreach (var silo in silos)
        {
            for (var user = 0; user < Users; user++)
            {
                Assert.Equal([$"m-{user}"], await IdsAsync(silo, user));
            }
        }
    }

    [Fact]
    public async Task A_gateway_without_grains_serves_users_of_a_memory_node_and_an_embedding_node_owns_none()
    {
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", redis.ConnectionString);
        var memory = await nodes.StartAsync("--roles", "memory");
        var others = await Task.WhenAll(
            nodes.StartAsync("--roles", "gateway"),
            nodes.StartAsync("--roles", "embedding", "--Cluster:Labels:hw=gpu"));

        for (var user = 0; user < Users; user++)
        {
            await AddAsync(others[0], user);
        }

        Assert.Equal(["m-3"], await IdsAsync(others[0], 3));
        Assert.Equal(Users, await ActiveUsersAsync(memory));
        Assert.Equal(0, await ActiveUsersAsync(others[1]));
        using var http = new HttpClient { BaseAddress = memory.Address };
        using var answer = await http.GetAsync("v1/models", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);

        // It would look for every user under another name.
        var foreign = nodes.Launch(
            "--roles", "gateway", $"--Storage:AzureBlobs:KeyRingFile={nodes.MakeAnotherKeyRing()}");
        await foreign.Exited.WaitAsync(Patience, Cancellation);
        Assert.Equal(1, foreign.ExitCode);
        Assert.Contains("is not the one of the memory nodes", Assert.Single(foreign.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_waits_to_join_ends_without_a_fault_when_it_is_asked_to_stop()
    {
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", redis.ConnectionString);
        var silent = await nodes.StartAsync("--roles", "memory,gateway");
        await silent.PauseAsync();
        var waiting = nodes.Launch("--roles", "memory,gateway");
        await waiting.SaysAsync("Failed to get ping responses");

        var client = nodes.Launch("--roles", "gateway");
        await client.SaysAsync("asks again each second");

        foreach (var node in (SiloProcess[])[waiting, client])
        {
            Assert.Equal(0, await node.TerminateAsync(Patience));
            Assert.Equal("Stopped before it was done.", Assert.Single(node.Errors));
            Assert.DoesNotContain(node.Output, line => line.Contains("Hosting failed", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_redis_that_cannot_be_reached_is_one_line()
    {
        var store = new RedisStore("127.0.0.1:9,password=secret,connectTimeout=1000,connectRetry=1");

        var error = await Assert.ThrowsAsync<StartupException>(() => store.PrepareAsync(Cancellation));

        Assert.Contains("Redis at 127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static async Task AddAsync(SiloProcess silo, int user)
    {
        using var client = ClientOf(silo, user);
        await client.AddAsync(
            new AddMemoriesRequest
            {
                Messages =
                [
                    new MessageInput { Id = $"m-{user}", Role = MessageRoles.User, Content = $"I am number {user}." },
                ],
            },
            Cancellation);
    }

    private static async Task<string[]> IdsAsync(SiloProcess silo, int user)
    {
        using var client = ClientOf(silo, user);
        var listed = await client.ListAsync(new ListRequest { Limit = 10 }, Cancellation);
        return [.. listed.Items.Select(item => item.Id).Where(id => id.StartsWith("m-", StringComparison.Ordinal))];
    }

    private static AgentsClient ClientOf(SiloProcess silo, int user) =>
        new(silo.Address, new AgentsClientOptions { User = $"user-{user}" });

    /// <summary>Reads how many users' memories a node has open.</summary>
    private static async Task<int> ActiveUsersAsync(SiloProcess silo)
    {
        const string Gauge = "agents_memory_users_active";
        using var http = new HttpClient { BaseAddress = silo.Address };
        var metrics = await http.GetStringAsync(new Uri("metrics", UriKind.Relative), Cancellation);
        return metrics.Split('\n')
            .Where(line => line.StartsWith(Gauge, StringComparison.Ordinal))
            .Sum(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
