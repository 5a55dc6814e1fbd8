using System.Net;
using System.Net.Sockets;

namespace Agents.Silo.Hosting;

/// <summary>Finds free loopback ports, so that two silos fit on one machine.</summary>
internal static class FreePorts
{
    /// <summary>Returns that many different ports that are free now.</summary>
    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
