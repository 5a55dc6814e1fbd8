using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Agents.Silo.Hosting;

/// <summary>Finds free loopback ports, so that two silos fit on one machine.</summary>
/// <remarks>A silo listens some seconds later. So it takes none of those that the system gives away, which may be a
/// connection's of any program by then.</remarks>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Last = 32_000;
    private const int TriesMax = 1_000;

    /// <summary>Returns that many different ports that are free now.</summary>
    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        for (var attempt = 0; ports.Count < count; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);

            // Where none is free, the start fails and names the one that it could not have.
            if (IsFree(port) || attempt >= TriesMax)
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
