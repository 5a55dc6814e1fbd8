using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Agents.TestKit.Processes;

/// <summary>Ports for processes that listen later, or again: no other program is given one meanwhile for a connection
/// of its own, as happens to a port that the system chose, and no other test of this program.</summary>
public static class StablePorts
{
    private const int First = 10_000;
    private const int Last = 32_000;
    private const int TriesMax = 1_000;

    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    /// <summary>Takes a free port of loopback below those that the system gives away.</summary>
    public static int Take()
    {
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Taken.TryAdd(port, true))
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"No port from {First} to {Last} is free."));
    }
}
