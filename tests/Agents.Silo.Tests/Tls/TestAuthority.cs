using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Agents.Silo.Tests.Tls;

/// <summary>An authority of a test, and the files that it writes for a node.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    public const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    /// <summary>Gets the moment of the test; certificates are about today, which no injected clock can move.</summary>
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string Pem => _root.ExportCertificatePem();

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    /// <summary>Signs a certificate for servers and clients, valid from a day ago for a month.</summary>
    public (string Certificate, string Key) Sign(
        DateTimeOffset? from = null, DateTimeOffset? to = null, params string[] purposes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var uses = new OidCollection();
        foreach (var purpose in purposes.Length > 0 ? purposes : [ServerPurpose, ClientPurpose])
        {
            uses.Add(new Oid(purpose));
        }

        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            _root, from ?? Now.AddDays(-1), to ?? Now.AddDays(30), RandomNumberGenerator.GetBytes(16));
        return (signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Signs a certificate as an object with its key.</summary>
    public X509Certificate2 SignPair(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var (certificate, key) = Sign(from, to);
        return X509Certificate2.CreateFromPem(certificate, key);
    }
}
