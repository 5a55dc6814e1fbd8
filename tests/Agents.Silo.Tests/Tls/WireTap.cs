using System.Net;
using System.Net.Sockets;

namespace Agents.Silo.Tests.Tls;

/// <summary>Passes on what comes to a port to another one, both ways, and keeps it.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _heard = new();
    private readonly List<Task> _running = [];
    private readonly int _target;

    public WireTap(int target)
    {
        _target = target;
        _listener.Start();
        _running.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Returns whether the bytes went through, either way.</summary>
    public bool Heard(ReadOnlySpan<byte> bytes)
    {
        lock (_heard)
        {
            return _heard.GetBuffer().AsSpan(0, (int)_heard.Length).IndexOf(bytes) >= 0;
        }
    }

    public long HeardBytes
    {
        get
        {
            lock (_heard)
            {
                return _heard.Length;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_running);
        _stop.Dispose();
        await _heard.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var from = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_running)
                {
                    _running.Add(PassAsync(from));
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task PassAsync(TcpClient from)
    {
        using var to = new TcpClient();
        using (from)
        {
            try
            {
                await to.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(
                    PassAsync(from.GetStream(), to.GetStream()), PassAsync(to.GetStream(), from.GetStream()));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException)
            {
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        int count;
        try
        {
            while ((count = await from.ReadAsync(buffer, _stop.Token)) > 0)
            {
                lock (_heard)
                {
                    _heard.Write(buffer.AsSpan(0, count));
                }

                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }
}
