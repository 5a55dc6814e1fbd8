using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Silo.Tests.Tls;

/// <summary>Silos and clients on real sockets, with all that is said between them heard.</summary>
public sealed class TlsClusterTests : IDisposable
{
    private const string Canary = "canary-of-the-cluster-connections";
    private const int KeysMax = 1_000;

    private readonly TestAuthority _authority = new("cluster");
    private readonly TestAuthority _foreign = new("foreign");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static byte[] CanaryBytes => Encoding.UTF8.GetBytes(Canary);

    public void Dispose()
    {
        _authority.Dispose();
        _foreign.Dispose();
    }

    [Fact]
    public async Task Two_silos_and_a_client_talk_and_nothing_of_it_can_be_read_on_the_wire()
    {
        using var files = new NodeFiles(_authority);

        var taps = await TalkAsync(files.Settings());

        // Two silos share one connection, whichever of them opened it.
        Assert.True(taps[0].Bytes > 0, "client to gateway");
        Assert.True(taps[1].Bytes + taps[2].Bytes > 0, "silo to silo");
        Assert.DoesNotContain(taps, tap => tap.HeardCanary);
    }

    [Fact]
    public async Task Control_without_certificates_each_kind_of_connection_shows_what_is_said()
    {
        var taps = await TalkAsync(null);

        Assert.True(taps[0].HeardCanary, "client to gateway");
        Assert.True(taps[1].HeardCanary || taps[2].HeardCanary, "silo to silo");
    }

    [Fact]
    public async Task A_silo_of_another_authority_does_not_join()
    {
        using var files = new NodeFiles(_authority);
        using var foreign = new NodeFiles(_foreign);
        await using var first = await TlsNode.StartAsync(files.Settings(), Cancellation);
        await using var other = TlsNode.Create(foreign.Settings(), first);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var starting = other.StartAsync(stop.Token);
        await other.Log.SaysAsync("is no member of this cluster", "certificate is not taken");

        await TlsNode.StopAsync(starting, stop);
        Assert.Equal([first.Address], await MembersAsync(first));
    }

    [Fact]
    public async Task A_silo_without_certificates_does_not_join()
    {
        using var files = new NodeFiles(_authority);
        await using var first = await TlsNode.StartAsync(files.Settings(), Cancellation);
        await using var other = TlsNode.Create(null, first);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var starting = other.StartAsync(stop.Token);
        await first.Log.SaysAsync("was refused");

        await TlsNode.StopAsync(starting, stop);
        Assert.Equal([first.Address], await MembersAsync(first));
    }

    [Fact]
    public async Task A_client_of_another_authority_gets_no_connection()
    {
        using var files = new NodeFiles(_authority);
        using var foreign = new NodeFiles(_foreign);
        await using var silo = await TlsNode.StartAsync(files.Settings(), Cancellation);
        var (client, log) = TlsNode.CreateClient(foreign.Settings(), silo.GatewayTap.Port);
        using (client)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var starting = client.StartAsync(stop.Token);
            await log.SaysAsync("is no member of this cluster", "certificate is not taken");
            await TlsNode.StopAsync(starting, stop);
        }
    }

    [Fact]
    public async Task A_client_without_certificates_gets_no_connection()
    {
        using var files = new NodeFiles(_authority);
        await using var silo = await TlsNode.StartAsync(files.Settings(), Cancellation);
        var (client, _) = TlsNode.CreateClient(null, silo.GatewayTap.Port);
        using (client)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var starting = client.StartAsync(stop.Token);
            await silo.Log.SaysAsync("was refused");
            await TlsNode.StopAsync(starting, stop);
        }
    }

    /// <summary>Has every grain be called by a client and by a grain of the other silo.</summary>
    /// <returns>What was heard at the client's gateway, and at the silo ports of both.</returns>
    private static async Task<(bool HeardCanary, long Bytes)[]> TalkAsync(IConfiguration? settings)
    {
        await using var first = await TlsNode.StartAsync(settings, Cancellation);
        await using var second = await TlsNode.StartAsync(settings, Cancellation, first);
        var (client, _) = TlsNode.CreateClient(settings, first.GatewayTap.Port);
        using (client)
        {
            await client.StartAsync(Cancellation);
            var grains = client.Services.GetRequiredService<IGrainFactory>();
            var places = new HashSet<string>();
            var keys = 0;
            for (; keys < KeysMax && places.Count < 2; keys++)
            {
                places.Add(await grains.GetGrain<IEchoGrain>(keys).WhereAsync());
            }

            Assert.Equal(2, places.Count);

            // A grain that called itself would wait for itself.
            for (var key = 1; key < keys; key++)
            {
                Assert.Equal(Canary, await grains.GetGrain<IEchoGrain>(0).RelayAsync(key, Canary));
            }

            await client.StopAsync(Cancellation);
        }

        return [.. new[] { first.GatewayTap, first.SiloTap, second.SiloTap }
            .Select(tap => (tap.Heard(CanaryBytes), tap.HeardBytes))];
    }

    private static async Task<string[]> MembersAsync(TlsNode silo)
    {
        var management = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var hosts = await management.GetHosts(onlyActive: true);
        return [.. hosts.Keys.Select(address => address.ToParsableString())];
    }
}
