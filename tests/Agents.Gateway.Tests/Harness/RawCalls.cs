using System.Net.Sockets;
using System.Text;

namespace Agents.Gateway.Tests.Harness;

/// <summary>Sends requests as they are written: a client library would put address and bytes right.</summary>
internal static class RawCalls
{
    /// <summary>Sends a request without a body, and returns the whole answer.</summary>
    /// <param name="host">The gateway.</param>
    /// <param name="request">The request line's method and target.</param>
    /// <param name="header">One more header line, or null.</param>
    public static async Task<string> RawAsync(this GatewayHost host, string request, byte[]? header = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Url.Host, host.Url.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var head = $"{request} HTTP/1.1\r\nHost: {host.Url.Authority}\r\nConnection: close\r\n";
        byte[] bytes =
            [.. Encoding.ASCII.GetBytes(head), .. header is null ? [] : (byte[])[.. header, .. "\r\n"u8], .. "\r\n"u8];
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
