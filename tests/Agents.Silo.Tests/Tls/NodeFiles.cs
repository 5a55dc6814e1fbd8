using Agents.Silo.Tls;
using Microsoft.Extensions.Configuration;

namespace Agents.Silo.Tests.Tls;

/// <summary>The three files of a node in a folder of their own.</summary>
internal sealed class NodeFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-tls-").FullName;

    public NodeFiles(TestAuthority authority)
    {
        Write(authority.Sign());
        File.WriteAllText(Authority, authority.Pem);
    }

    public string Certificate => Path.Combine(_folder, "tls.crt");

    public string Key => Path.Combine(_folder, "tls.key");

    public string Authority => Path.Combine(_folder, "ca.crt");

    public ClusterTlsOptions Options => new()
    {
        CertificateFile = Certificate,
        KeyFile = Key,
        AuthorityFile = Authority,
    };

    /// <summary>Returns the settings as a host reads them.</summary>
    public IConfiguration Settings(string handshakeTimeout = "00:00:30") => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cluster:Tls:CertificateFile"] = Certificate,
            ["Cluster:Tls:KeyFile"] = Key,
            ["Cluster:Tls:AuthorityFile"] = Authority,
            ["Cluster:Tls:HandshakeTimeout"] = handshakeTimeout,
        })
        .Build();

    public void Write((string Certificate, string Key) pair)
    {
        File.WriteAllText(Certificate, pair.Certificate);
        File.WriteAllText(Key, pair.Key);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
