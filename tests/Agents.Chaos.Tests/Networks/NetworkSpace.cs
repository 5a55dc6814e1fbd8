using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Agents.Chaos.Tests.Networks;

/// <summary>Opens sockets in a network namespace from this process, so that a client of a node reaches it as a
/// neighbour on the same machine, whatever is cut between the nodes.</summary>
internal static class NetworkSpace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Does something on a thread that is in the namespace, and in no other one afterwards.</summary>
    public static T Run<T>(string space, Func<T> deed)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{space}");
                if (SetNamespace((int)handle.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                result = deed();
            }
#pragma warning disable CA1031 // It is thrown again on the caller's thread.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null
            ? result!
            : throw new InvalidOperationException($"In {space}: {failure.Message}", failure);
    }

    /// <summary>Makes a handler whose connections leave from the namespace.</summary>
    public static SocketsHttpHandler Handler(string space) => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = Run(space, () => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Listens on a free port of an address of the namespace.</summary>
    public static Socket Listen(string space, IPAddress address) => Run(space, () =>
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen();
        return socket;
    });

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(int descriptor, int kind);
}
