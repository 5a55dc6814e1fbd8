using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Agents.TestKit.Azurite;

/// <summary>An Azurite that speaks HTTPS under a certificate of its own and takes bearer tokens.</summary>
/// <remarks>It checks what a token says of itself (issuer, audience, time), and not who signed it.</remarks>
public sealed class SecureAzuriteServer : AzuriteServer
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-azurite-").FullName;

    public SecureAzuriteServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - Validity, now + Validity);
        Thumbprint = certificate.Thumbprint;
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Gets the URL of the blob service; skips the test where there is no Azurite.</summary>
    public string ServiceUri => $"https://{Endpoint}";

    /// <summary>Gets what tells its certificate from others.</summary>
    public string Thumbprint { get; }

    protected override IReadOnlyList<string> Arguments =>
        ["--oauth", "basic", "--cert", CertificateFile, "--key", KeyFile];

    private string CertificateFile => Path.Combine(_folder, "certificate.pem");

    private string KeyFile => Path.Combine(_folder, "key.pem");

    /// <summary>Makes a token that it takes.</summary>
    /// <param name="number">Makes it another token than the ones before.</param>
    /// <param name="audience">Whom it is for; the storage of the cloud unless a test wants it refused.</param>
    public static string Token(int number, string audience = "https://storage.azure.com")
    {
        var now = TimeProvider.System.GetUtcNow();
        var payload = new
        {
            aud = audience,
            iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
            iat = (now - Validity).ToUnixTimeSeconds(),
            nbf = (now - Validity).ToUnixTimeSeconds(),
            exp = (now + Validity).ToUnixTimeSeconds(),
            jti = $"{number}",
        };
        return $"{Part("""{"alg":"RS256","typ":"JWT"}""")}.{Part(JsonSerializer.Serialize(payload))}.{Part("none")}";
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
