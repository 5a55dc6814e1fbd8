using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Agents.TestKit.Postgres;

/// <summary>
/// Stands between a client and a server, counts round trips, and holds, loses or refuses the ones that a test names.
/// </summary>
/// <remarks>
/// It reads the messages of the protocol, version 3. What a client sends up to a Sync or a simple query is one request;
/// what the server sends up to ReadyForQuery is its answer. Connecting is no request.
/// </remarks>
public sealed class PostgresProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _requests;

    public PostgresProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets how many requests arrived since <see cref="Forget"/>.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Gets or sets what becomes of a request, by its number since <see cref="Forget"/>, from 0 on.</summary>
    public Func<int, PostgresFault?> Fails { get; set; } = _ => null;

    /// <summary>
    /// Gets or sets what a request waits for, by its number. It is sent on even when the client has gone meanwhile.
    /// </summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Gets or sets what hears that the server has answered a request, by its number.</summary>
    public Action<int> Answered { get; set; } = _ => { };

    public void Forget() => Volatile.Write(ref _requests, 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _listener.Dispose();
        _stop.Dispose();
    }

    internal async Task<(int Number, PostgresFault? Fault)> TakeAsync()
    {
        var number = Interlocked.Increment(ref _requests) - 1;
        await Before(number).WaitAsync(_stop.Token);
        return (number, Fails(number));
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var serving = Task.Run(() => ServeAsync(client));
            _connections.TryAdd(serving, 0);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            await new PostgresConnection(this, client.GetStream(), server.GetStream()).RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone, and the other one goes with it.
        }
    }
}
