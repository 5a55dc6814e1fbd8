using System.Net;
using System.Net.Sockets;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;

namespace Agents.Silo.Hosting;

/// <summary>Finds addresses that cannot be bound before anything is started, when saying so is one line.</summary>
internal static class PortProbe
{
    /// <exception cref="StartupException">An address is in use or is none of this machine.</exception>
    public static void ThrowIfTaken(SiloOptions options, ClusterOptions cluster)
    {
        foreach (var url in options.UrlList)
        {
            var uri = new Uri(url);
            Check(
                new IPEndPoint(AddressOf(uri), uri.Port),
                $"The address {url}",
                "take another with --urls URL");
        }

        if (!options.IsSilo)
        {
            return;
        }

        var orleans = cluster.ListenAnyAddress
            ? IPAddress.Any
            : ClusterOptionsValidator.AddressOf(cluster.AdvertisedAddress)!;
        Check(
            new IPEndPoint(orleans, options.SiloPort),
            $"The silo port {options.SiloPort}",
            "take another with --silo-port N");
        Check(
            new IPEndPoint(orleans, options.GatewayPort),
            $"The Orleans gateway port {options.GatewayPort}",
            "take another with --gateway-port N");
    }

    /// <remarks>A name that is no address binds every interface, as Kestrel takes it.</remarks>
    private static IPAddress AddressOf(Uri uri) =>
        IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? address
        : uri.IsLoopback ? IPAddress.Loopback
        : IPAddress.Any;

    private static void Check(IPEndPoint endpoint, string name, string remedy)
    {
        // Bound and never listened at: a client that waits for the port to open must not be taken and dropped.
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupException($"{name} is in use: stop what listens there, or {remedy}.", error);
        }
        catch (SocketException error)
        {
            throw new StartupException($"{name} cannot be bound ({error.Message}): {remedy}.", error);
        }
    }
}
