using System.Diagnostics;
using System.Net;

namespace Agents.Chaos.Tests.Networks;

/// <summary>A switch with a hub, where the services are, and nodes, each a network namespace of its own. Nothing of it
/// is reachable from outside, and all of it goes at the end.</summary>
internal sealed class NetworkLab : IAsyncDisposable
{
    private const string Net = "10.99.0";
    private const string Table = "cut";

    private readonly string _prefix = $"agc{Environment.ProcessId}";
    private readonly int _nodes;

    private NetworkLab(int nodes) => _nodes = nodes;

    /// <summary>Gets the namespace of the services.</summary>
    public string Hub => $"{_prefix}h";

    public static IPAddress HubAddress => IPAddress.Parse($"{Net}.1");

    /// <summary>Builds the network; skips the test where that is not possible.</summary>
    public static async Task<NetworkLab> BuildAsync(int nodes)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && IsThere("ip") && IsThere("nft"),
            "Network namespaces need Linux, root, and the programs ip and nft: apt-get install iproute2 nftables, and "
            + "run the tests as root.");
        var lab = new NetworkLab(nodes);
        try
        {
            await RunAsync("ip", "netns", "add", lab.Hub);
            await RunAsync("ip", "-n", lab.Hub, "link", "set", "lo", "up");
            await RunAsync("ip", "-n", lab.Hub, "link", "add", "br0", "type", "bridge");
            await RunAsync("ip", "-n", lab.Hub, "addr", "add", $"{HubAddress}/24", "dev", "br0");
            await RunAsync("ip", "-n", lab.Hub, "link", "set", "br0", "up");
            for (var node = 0; node < nodes; node++)
            {
                await lab.AddAsync(node);
            }

            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public string SpaceOf(int node) => $"{_prefix}n{node}";

    public static string AddressOf(int node) => $"{Net}.{node + 10}";

    /// <summary>Gives what runs a program in a namespace.</summary>
    public static IReadOnlyList<string> PrefixOf(string space) => ["ip", "netns", "exec", space];

    /// <summary>Drops packets of a node, in silence, as a broken cable does.</summary>
    /// <param name="node">Which node.</param>
    /// <param name="cut">Which packets.</param>
    /// <param name="storagePort">The port of the storage at the hub.</param>
    public Task CutAsync(int node, Cut cut, int storagePort)
    {
        var storage = cut == Cut.AllButStorage;
        var rules = new List<string> { $"add table inet {Table}" };
        if (cut != Cut.Outgoing)
        {
            rules.Add(Chain("in", "input"));
            rules.Add($"add rule inet {Table} in iif lo accept");
            rules.AddRange(storage ? [$"add rule inet {Table} in tcp sport {storagePort} accept"] : []);
        }

        if (cut != Cut.Incoming)
        {
            rules.Add(Chain("out", "output"));
            rules.Add($"add rule inet {Table} out oif lo accept");
            rules.AddRange(storage ? [$"add rule inet {Table} out tcp dport {storagePort} accept"] : []);
        }

        return RunAsync("ip", "netns", "exec", SpaceOf(node), "nft", string.Join("; ", rules));
    }

    public Task HealAsync(int node) =>
        RunAsync("ip", "netns", "exec", SpaceOf(node), "nft", $"delete table inet {Table}");

    public async ValueTask DisposeAsync()
    {
        foreach (var space in Enumerable.Range(0, _nodes).Select(SpaceOf).Append(Hub))
        {
            if (File.Exists($"/run/netns/{space}"))
            {
                await RunAsync("ip", "netns", "del", space);
            }
        }
    }

    private static string Chain(string name, string hook) =>
        $"add chain inet {Table} {name} {{ type filter hook {hook} priority 0; policy drop; }}";

    private static bool IsThere(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private async Task AddAsync(int node)
    {
        var space = SpaceOf(node);
        await RunAsync("ip", "netns", "add", space);
        await RunAsync("ip", "-n", space, "link", "set", "lo", "up");
        await RunAsync(
            "ip", "-n", Hub, "link", "add", $"v{node}", "type", "veth", "peer", "name", "eth0", "netns", space);
        await RunAsync("ip", "-n", Hub, "link", "set", $"v{node}", "master", "br0");
        await RunAsync("ip", "-n", Hub, "link", "set", $"v{node}", "up");
        await RunAsync("ip", "-n", space, "addr", "add", $"{AddressOf(node)}/24", "dev", "eth0");
        await RunAsync("ip", "-n", space, "link", "set", "eth0", "up");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{start.Environment["PATH"]}:/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
        }
    }
}
