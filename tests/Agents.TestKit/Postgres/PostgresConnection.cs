using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Agents.TestKit.Postgres;

/// <summary>One connection through <see cref="PostgresProxy"/>.</summary>
internal sealed class PostgresConnection(PostgresProxy proxy, NetworkStream client, NetworkStream server)
{
    private const int TlsRequest = 80877103;
    private const int GssRequest = 80877104;
    private const int CancelRequest = 80877102;
    private const char Sync = 'S';
    private const char Query = 'Q';
    private const char Flush = 'H';
    private const char Terminate = 'X';
    private const char ReadyForQuery = 'Z';
    private const int HeadBytes = 5;
    private const int None = -1;

    // Of the request that the server is at work for; each has one of its own.
    private volatile TaskCompletionSource _answered = new();
    private volatile bool _losesAnswer;
    private volatile int _outstanding = None;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await StartAsync(cancellationToken))
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var requests = RequestsAsync(both.Token);
            var answers = AnswersAsync(both.Token);
            if (await Task.WhenAny(requests, answers) == requests && _outstanding != None)
            {
                // The client has gone, and the server is still at work for it.
                await Task.WhenAny(answers, _answered.Task);
            }

            await both.CancelAsync();
        }
    }

    /// <summary>Refuses encryption and passes the start on.</summary>
    /// <returns>False for a request to cancel, which has no answer.</returns>
    private async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = new byte[sizeof(int)];
            await client.ReadExactlyAsync(head, cancellationToken);
            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
            head.CopyTo(message, 0);
            await client.ReadExactlyAsync(message.AsMemory(sizeof(int)), cancellationToken);
            var code = BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(sizeof(int)));
            if (code is TlsRequest or GssRequest)
            {
                await client.WriteAsync("N"u8.ToArray(), cancellationToken);
                continue;
            }

            await server.WriteAsync(message, cancellationToken);
            return code != CancelRequest;
        }
    }

    private async Task RequestsAsync(CancellationToken cancellationToken)
    {
        using var request = new MemoryStream();
        while (true)
        {
            var message = await ReadAsync(client, cancellationToken);
            await request.WriteAsync(message, cancellationToken);
            if ((char)message[0] is not (Sync or Query or Flush or Terminate))
            {
                continue;
            }

            var (number, fault) = (char)message[0] is Sync or Query ? await proxy.TakeAsync() : (None, null);
            switch (fault)
            {
                case PostgresFault.BeforeRequest:
                    return;
                case PostgresFault.Busy:
                    await client.WriteAsync(Refusal("57P03"), cancellationToken);
                    break;
                case PostgresFault.Full:
                    await client.WriteAsync(Refusal("53100"), cancellationToken);
                    break;
                default:
                    _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _outstanding = number;
                    _losesAnswer = fault == PostgresFault.AfterRequest;
                    await server.WriteAsync(request.GetBuffer().AsMemory(0, (int)request.Length), cancellationToken);
                    break;
            }

            request.SetLength(0);
        }
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReadAsync(server, cancellationToken);
            var isLast = (char)message[0] == ReadyForQuery;
            var number = _outstanding;
            if (isLast)
            {
                _outstanding = None;
            }

            if (!_losesAnswer)
            {
                await PassAsync(message, cancellationToken);
            }

            if (isLast && number != None)
            {
                proxy.Answered(number);
                _answered.TrySetResult();
                if (_losesAnswer)
                {
                    return;
                }
            }
        }
    }

    private async Task PassAsync(byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await client.WriteAsync(message, cancellationToken);
        }
        catch (IOException)
        {
            // The client has gone; what the server still does for it is of interest.
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream from, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        await from.ReadExactlyAsync(head, cancellationToken);
        var message = new byte[1 + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(HeadBytes), cancellationToken);
        return message;
    }

    /// <summary>An error, and that the next request may come.</summary>
    private static byte[] Refusal(string code)
    {
        var fields = Encoding.ASCII.GetBytes($"SERROR\0VERROR\0C{code}\0Mrefused by the test\0\0");
        var bytes = new byte[HeadBytes + fields.Length + HeadBytes + 1];
        bytes[0] = (byte)'E';
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), sizeof(int) + fields.Length);
        fields.CopyTo(bytes, HeadBytes);
        var ready = bytes.AsSpan(HeadBytes + fields.Length);
        ready[0] = (byte)ReadyForQuery;
        BinaryPrimitives.WriteInt32BigEndian(ready[1..], sizeof(int) + 1);
        ready[HeadBytes] = (byte)'I';
        return bytes;
    }
}
