using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;

namespace Agents.Silo.Tls;

/// <summary>Puts TLS with certificates of both sides between a socket and what Orleans says on it.</summary>
internal sealed partial class TlsMiddleware(
    ClusterCertificates certificates, TimeSpan handshakeTimeout, TimeProvider time, ILogger<TlsMiddleware> logger)
{
    /// <summary>Serves a connection that was accepted; one whose peer does not prove who it is ends here.</summary>
    public async Task AcceptAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var look = new PeerLook();
        await using var stream = Wrap(connection);
        try
        {
            await ShakeHandsAsync(connection, stop =>
                stream.AuthenticateAsServerAsync(certificates.ServerOptions(look.Take), stop));
        }
        catch (AuthenticationException refused)
        {
            LogRefused(logger, connection.RemoteEndPoint, look.Fault ?? Reason(refused));
            connection.Abort();
            return;
        }

        await GoOnAsync(connection, stream, next);
    }

    /// <summary>Serves a connection that this node opened.</summary>
    /// <exception cref="AuthenticationException">The peer does not prove who it is.</exception>
    public async Task ConnectAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var look = new PeerLook();
        await using var stream = Wrap(connection);
        try
        {
            await ShakeHandsAsync(connection, stop =>
                stream.AuthenticateAsClientAsync(certificates.ClientOptions(look.Take), stop));
        }
        catch (AuthenticationException refused)
        {
            LogNotTrusted(logger, connection.RemoteEndPoint, look.Fault ?? Reason(refused));
            connection.Abort();
            throw;
        }

        await GoOnAsync(connection, stream, next);
    }

    private static SslStream Wrap(ConnectionContext connection) =>
        new(new DuplexPipeStream(connection.Transport), leaveInnerStreamOpen: true);

    private static string Reason(AuthenticationException refused) =>
        $"{refused.Message} {refused.InnerException?.Message}".ReplaceLineEndings(" ");

    private async Task ShakeHandsAsync(ConnectionContext connection, Func<CancellationToken, Task> shakeHands)
    {
        using var late = new CancellationTokenSource(handshakeTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, connection.ConnectionClosed);
        try
        {
            await shakeHands(stop.Token);
        }
        catch (OperationCanceledException cancelled) when (late.IsCancellationRequested)
        {
            throw new AuthenticationException(
                $"The handshake took longer than {ClusterTlsOptions.Section}:"
                + $"{nameof(ClusterTlsOptions.HandshakeTimeout)} ({handshakeTimeout}).",
                cancelled);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException
            or ConnectionResetException or ConnectionAbortedException)
        {
            throw new AuthenticationException("The peer ended the connection within the handshake.", broken);
        }
    }

    private static async Task GoOnAsync(ConnectionContext connection, SslStream stream, ConnectionDelegate next)
    {
        var plain = connection.Transport;
        var secure = new TlsTransport(stream);
        connection.Transport = secure;
        try
        {
            await next(connection);
        }
        finally
        {
            await secure.Input.CompleteAsync();
            await secure.Output.CompleteAsync();
            connection.Transport = plain;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A cluster connection from {Peer} was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, EndPoint? peer, string reason);

    [LoggerMessage(LogLevel.Warning, "The node at {Peer} is no member of this cluster, or refused us: {Reason}")]
    private static partial void LogNotTrusted(ILogger logger, EndPoint? peer, string reason);
}
