using System.Net.Security;
using System.Security.Authentication;

namespace Agents.Silo.Tls;

/// <summary>The node's certificates as the files hold them now: what replaces a file is taken by the next
/// connection.</summary>
internal sealed partial class ClusterCertificates
{
    private readonly Lock _gate = new();
    private readonly ClusterTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private CertificatePems _pems;
    private CertificateSet _set;
    private string? _reported;

    /// <exception cref="CertificateFault">The files cannot be used.</exception>
    public ClusterCertificates(ClusterTlsOptions options, TimeProvider time, ILogger<ClusterCertificates> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _pems = CertificatePems.Read(options);
        _set = CertificateSet.Create(_pems, time.GetUtcNow());
    }

    /// <summary>Reads the files again and returns what they hold.</summary>
    /// <remarks>They are read at each handshake, since a time stamp says nothing of a mounted secret, which is swapped
    /// by a link; that costs less than a tenth of the handshake. Files that cannot be used, as between the replacing
    /// of the certificate and of the key, leave the ones before them in place.</remarks>
    public CertificateSet Current()
    {
        lock (_gate)
        {
            Reload();
            return _set;
        }
    }

    /// <summary>Returns how to answer a caller.</summary>
    /// <param name="look">What looks at the caller's certificate.</param>
    public SslServerAuthenticationOptions ServerOptions(RemoteCertificateValidationCallback look)
    {
        var set = Current();
        return new()
        {
            ServerCertificateContext = set.Shown,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = set.PolicyOf(PeerRole.Client, _time.GetUtcNow()),
            RemoteCertificateValidationCallback = look,

            // A resumed session would skip the look at a certificate that has expired since.
            AllowTlsResume = false,
            AllowRenegotiation = false,
        };
    }

    /// <summary>Returns how to call a node.</summary>
    /// <param name="look">What looks at the node's certificate.</param>
    public SslClientAuthenticationOptions ClientOptions(RemoteCertificateValidationCallback look)
    {
        var set = Current();
        return new()
        {
            TargetHost = "agents",
            ClientCertificateContext = set.Shown,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = set.PolicyOf(PeerRole.Server, _time.GetUtcNow()),
            RemoteCertificateValidationCallback = look,
            AllowTlsResume = false,
            AllowRenegotiation = false,
        };
    }

    private void Reload()
    {
        try
        {
            var pems = CertificatePems.Read(_options);
            if (pems != _pems)
            {
                _set = CertificateSet.Create(pems, _time.GetUtcNow());
                _pems = pems;
                LogTaken(_logger, _set.Own.NotAfter.ToUniversalTime());
            }

            _reported = null;
        }
        catch (CertificateFault fault) when (fault.Message != _reported)
        {
            // The same fault is reported once and not at every handshake.
            _reported = fault.Message;
            LogRefused(_logger, fault.Message);
        }
        catch (CertificateFault)
        {
        }
    }

    [LoggerMessage(LogLevel.Information, "The cluster's new certificate is in use; it expires at {Expires:u}.")]
    private static partial void LogTaken(ILogger logger, DateTime expires);

    [LoggerMessage(
        LogLevel.Warning, "The cluster's new certificate files cannot be used, and those before them stay: {Fault}")]
    private static partial void LogRefused(ILogger logger, string fault);
}
