using System.Net;
using Agents.Silo.Tls;
using Agents.TestKit.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Agents.Silo.Tests.Tls;

/// <summary>A silo whose ports are reached through taps, so that all that others say to it is heard.</summary>
internal sealed class TlsNode : IAsyncDisposable
{
    private readonly IHost _host;

    private TlsNode(IHost host, HeardLog log, int siloPort, int gatewayPort)
    {
        _host = host;
        Log = log;
        SiloPort = siloPort;
        GatewayPort = gatewayPort;
        SiloTap = new WireTap(siloPort);
        GatewayTap = new WireTap(gatewayPort);
    }

    public HeardLog Log { get; }

    /// <summary>Gets the port itself, without the tap.</summary>
    public int SiloPort { get; }

    /// <summary>Gets the port itself, without the tap.</summary>
    public int GatewayPort { get; }

    public WireTap SiloTap { get; }

    public WireTap GatewayTap { get; }

    public IServiceProvider Services => _host.Services;

    public string Address => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    /// <summary>Builds a silo that is not started yet.</summary>
    /// <param name="settings">Where its files are; null for plain TCP.</param>
    /// <param name="first">The silo that keeps the membership; null when it is this one.</param>
    /// <param name="tapped">Whether others reach it through the taps only.</param>
    public static TlsNode Create(IConfiguration? settings, TlsNode? first = null, bool tapped = true)
    {
        var log = new HeardLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        int siloPort = StablePorts.Take(), gatewayPort = StablePorts.Take();
        TlsNode? node = null;
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                siloPort,
                gatewayPort,
                first is null ? null : new IPEndPoint(IPAddress.Loopback, first.SiloTap.Port));
            silo.Configure<EndpointOptions>(endpoints =>
            {
                endpoints.SiloPort = tapped ? node!.SiloTap.Port : siloPort;
                endpoints.GatewayPort = tapped ? node!.GatewayTap.Port : gatewayPort;
                endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, siloPort);
                endpoints.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Loopback, gatewayPort);
            });
            if (first is null)
            {
                silo.Configure<DevelopmentClusterMembershipOptions>(membership =>
                    membership.PrimarySiloEndpoint = new IPEndPoint(
                        IPAddress.Loopback, tapped ? node!.SiloTap.Port : siloPort));
            }

            if (settings is not null)
            {
                silo.Services.AddClusterTls(settings);
            }
        });
        node = new TlsNode(builder.Build(), log, siloPort, gatewayPort);
        return node;
    }

    public static async Task<TlsNode> StartAsync(
        IConfiguration? settings, CancellationToken cancellationToken, TlsNode? first = null)
    {
        var node = Create(settings, first);
        await node.StartAsync(cancellationToken);
        return node;
    }

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    /// <summary>Builds an Orleans client of one gateway.</summary>
    public static (IHost Host, HeardLog Log) CreateClient(IConfiguration? settings, int gatewayPort)
    {
        var log = new HeardLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort));
        if (settings is not null)
        {
            builder.Services.AddClusterTls(settings);
        }

        return (builder.Build(), log);
    }

    /// <summary>Gives up a start that must not succeed; one without members would go on for minutes.</summary>
    public static async Task StopAsync(Task starting, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        try
        {
            await starting;
        }
#pragma warning disable CA1031 // What cannot join says so in many ways; what counts is that it did not.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }

        Assert.Fail("It started.");
    }

    public async ValueTask DisposeAsync()
    {
        // Stopping waits for the others to hear of it; what the tests are about has been seen by then.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        try
        {
            await _host.StopAsync(atOnce.Token);
            _host.Dispose();
        }
        catch (OperationCanceledException)
        {
            _host.Dispose();
        }
        catch (InvalidOperationException)
        {
            // Orleans does not stop what is half started, and once it is disposed of it looks for members that can
            // no longer come, with all of a processor. The process ends it.
        }

        await SiloTap.DisposeAsync();
        await GatewayTap.DisposeAsync();
    }
}
