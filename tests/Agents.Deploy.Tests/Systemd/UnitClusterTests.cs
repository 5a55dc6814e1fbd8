using System.Text.RegularExpressions;
using Agents.Client;
using Agents.Contracts;
using Agents.Deploy.Tests.House;
using Agents.Gateway.Identity;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;
using Agents.TestKit.Time;

[assembly: AssemblyFixture(typeof(RedisServer))]
[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace Agents.Deploy.Tests.Systemd;

/// <summary>The units' own command lines and variables, as processes: two memory nodes, an embedding node and a
/// gateway on real stores. Only folders, ports and the addresses of the stores are others.</summary>
public sealed partial class UnitClusterTests(RedisServer redis, AzuriteServer azurite) : IDisposable
{
    private const int Users = 8;

    private readonly string _key = ApiKeys.Create();
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-units-").FullName;
    private readonly Dictionary<string, string> _ports = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_units_start_a_cluster_that_remembers_over_the_end_of_a_node()
    {
        var file = ClusterFile();
        WriteCredentials();
        await using var first = await StartAsync("agents-memory@1", file);
        await using var second = await StartAsync("agents-memory@2", file);
        await using var embedding = await StartAsync("agents-embedding", file);
        await using var gateway = await StartAsync("agents-gateway", file);
        for (var user = 0; user < Users; user++)
        {
            await AddAsync(user, "before");
        }

        await first.StopAsync();
        for (var user = 0; user < Users; user++)
        {
            await AddAsync(user, "after");
            Assert.Equal([$"after-{user}", $"before-{user}"], await IdsAsync(user));
        }
    }

    /// <summary>Returns the shipped example of <c>/etc/agents/cluster.env</c> with the stores of this test.</summary>
    private Dictionary<string, string> ClusterFile()
    {
        var file = SettingsFile.Parse(DeployTree.Read("systemd/cluster.env"));
        file["Cluster__ConnectionString"] = redis.ConnectionString;
        file["Cluster__ClusterId"] = file["Storage__AzureBlobs__Container"] = AzuriteServer.NewContainer();
        file.Remove("Storage__AzureBlobs__ServiceUri");
        file["Storage__AzureBlobs__ConnectionString"] = azurite.ConnectionString;
        return file;
    }

    /// <summary>Writes what an operator does: the key ring, and a key for an application.</summary>
    private void WriteCredentials()
    {
        using var ring = LocalKeyRing.Create(Path.Combine(_folder, "keyring.json"), TimeProvider.System);
        KeyFile.Add(
            Path.Combine(_folder, "keys.json"),
            new ApiKeyEntry { Id = "k1", Tenant = "acme", Sha256 = ApiKeys.HashOf(_key), Roles = ["app"] });
    }

    private Task<UnitProcess> StartAsync(string name, Dictionary<string, string> file)
    {
        var unit = UnitFiles.Read(name).With(new Dictionary<string, string>
        {
            ["%d"] = _folder,
            ["%S"] = Path.Combine(_folder, "state"),
            ["%C"] = Path.Combine(_folder, "cache"),
            ["%N"] = name,
        });

        // The ports of a unit may be taken on this machine, and its model's cache would be fetched anew.
        var mapped = unit.With(Port().Matches(string.Join(' ', unit.ExecStart))
            .ToDictionary(match => match.Groups[1].Value, match => FreePort(match.Groups[1].Value)));
        return UnitProcess.StartAsync(mapped.Without("AGENTS_CACHE", "HOME"), file, Cancellation);
    }

    private string FreePort(string port) =>
        _ports.TryGetValue(port, out var free) ? free : _ports[port] = $"{StablePorts.Take()}";

    private async Task AddAsync(int user, string when)
    {
        var request = new AddMemoriesRequest
        {
            Messages = [new MessageInput { Id = $"{when}-{user}", Role = MessageRoles.User, Content = "I am here." }],
        };
        await CallAsync(user, client => client.AddAsync(request, Cancellation));
    }

    private async Task<string[]> IdsAsync(int user)
    {
        var listed = await CallAsync(user, client => client.ListAsync(new ListRequest { Limit = 10 }, Cancellation));
        return [.. listed.Items.Select(item => item.Id).Where(id => id.EndsWith($"-{user}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Calls, again where a node that is short of time has refused it: a turn's id makes it one.</summary>
    private async Task<T> CallAsync<T>(int user, Func<AgentsClient, Task<T>> call)
        where T : class
    {
        using var client = new AgentsClient(
            new Uri($"http://127.0.0.1:{_ports["5080"]}"),
            new AgentsClientOptions { User = $"user-{user}", Key = _key });
        var answer = await Until.GivesAsync(
            async () =>
            {
                try
                {
                    return await call(client);
                }
                catch (AgentsException error) when (error.IsTransient)
                {
                    return null;
                }
            },
            answer => answer is not null);
        return answer!;
    }

    [GeneratedRegex(@"[ :](\d{4,5})\b")]
    private static partial Regex Port();
}
