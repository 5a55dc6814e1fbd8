using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Agents.Silo.Tests.Tls;

/// <summary>Peers that no Orleans would be: with an expired certificate, with none, and silent ones.</summary>
public sealed class TlsPeerTests : IDisposable
{
    private static readonly TimeSpan HangTimeout = TimeSpan.FromSeconds(60);

    private readonly TestAuthority _authority = new("cluster");
    private readonly NodeFiles _files;

    public TlsPeerTests() => _files = new NodeFiles(_authority);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_caller_with_an_expired_certificate_is_cut_off()
    {
        using var expired = _authority.SignPair(TestAuthority.Now.AddDays(-9), TestAuthority.Now.AddDays(-1));
        await using var silo = await TlsNode.StartAsync(_files.Settings(), Cancellation);

        await IsCutOffAsync(silo.SiloPort, expired);
        await silo.Log.SaysAsync("was refused", "NotTimeValid");
    }

    [Fact]
    public async Task A_caller_whose_certificate_is_for_servers_only_is_cut_off()
    {
        var (certificate, key) = _authority.Sign(purposes: TestAuthority.ServerPurpose);
        using var server = X509Certificate2.CreateFromPem(certificate, key);
        await using var silo = await TlsNode.StartAsync(_files.Settings(), Cancellation);

        await IsCutOffAsync(silo.GatewayPort, server);
        await silo.Log.SaysAsync("was refused", "NotValidForUsage");
    }

    [Fact]
    public async Task A_caller_that_shows_no_certificate_is_cut_off()
    {
        await using var silo = await TlsNode.StartAsync(_files.Settings(), Cancellation);

        await IsCutOffAsync(silo.SiloPort, null);
        await silo.Log.SaysAsync("was refused");
    }

    [Fact]
    public async Task A_caller_that_says_nothing_is_cut_off_at_the_time_limit()
    {
        await using var silo = await TlsNode.StartAsync(_files.Settings("00:00:00.3"), Cancellation);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, silo.SiloPort, Cancellation);

        Assert.Equal(0, await ReadAsync(socket.GetStream()));
        await silo.Log.SaysAsync("was refused", "HandshakeTimeout");
    }

    [Fact]
    public async Task Control_a_caller_with_a_good_certificate_hears_Orleans()
    {
        using var good = _authority.SignPair();
        await using var silo = await TlsNode.StartAsync(_files.Settings(), Cancellation);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, silo.SiloPort, Cancellation);
        await using var stream = Secure(socket);
        await stream.AuthenticateAsClientAsync(Options(good), Cancellation);

        Assert.Equal(1, await ReadAsync(stream));
        Assert.Equal(SslProtocols.Tls13, stream.SslProtocol);
    }

    [Fact]
    public async Task A_client_does_not_talk_to_a_gateway_whose_certificate_has_expired()
    {
        using var expired = _authority.SignPair(TestAuthority.Now.AddDays(-9), TestAuthority.Now.AddDays(-1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeOnceAsync(listener, expired);
        var (client, log) = TlsNode.CreateClient(_files.Settings(), ((IPEndPoint)listener.LocalEndpoint).Port);
        using (client)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var starting = client.StartAsync(stop.Token);
            await log.SaysAsync("is no member of this cluster", "NotTimeValid");
            await TlsNode.StopAsync(starting, stop);
        }

        await serving;
    }

    [Fact]
    public async Task What_replaces_the_files_is_shown_to_the_next_peer_without_a_restart()
    {
        using var good = _authority.SignPair();
        await using var silo = await TlsNode.StartAsync(_files.Settings(), Cancellation);
        var before = await ShownAsync(silo.SiloPort, good);

        _files.Write(_authority.Sign());

        var after = await ShownAsync(silo.SiloPort, good);
        Assert.NotEqual(before, after);
        Assert.Equal(X509Certificate2.CreateFromPemFile(_files.Certificate, _files.Key).Thumbprint, after);
    }

    private static SslStream Secure(TcpClient socket) =>
        new(socket.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);

    private static SslClientAuthenticationOptions Options(X509Certificate2? certificate) => new()
    {
        TargetHost = "any",
        ClientCertificateContext = certificate is null
            ? null
            : SslStreamCertificateContext.Create(certificate, null, offline: true),
    };

    private static async Task<string> ShownAsync(int port, X509Certificate2 certificate)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        await using var stream = Secure(socket);
        await stream.AuthenticateAsClientAsync(Options(certificate), Cancellation);
        return ((X509Certificate2)stream.RemoteCertificate!).Thumbprint;
    }

    /// <summary>By TLS 1.3 a caller thinks itself done before its certificate was looked at, and hears of it by the
    /// first read.</summary>
    private static async Task IsCutOffAsync(int port, X509Certificate2? certificate)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        await using var stream = Secure(socket);
        try
        {
            await stream.AuthenticateAsClientAsync(Options(certificate), Cancellation);
            Assert.Equal(0, await ReadAsync(stream));
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
        }
    }

    private static async Task<int> ReadAsync(Stream stream) =>
        await stream.ReadAsync(new byte[1], Cancellation).AsTask().WaitAsync(HangTimeout, Cancellation);

    private static async Task ServeOnceAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var caller = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = new SslStream(caller.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            await ReadAsync(stream);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
        }
    }
}
