using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Agents.Silo.Tls;

/// <summary>What this node shows to a peer, and what it asks of one: read from the three files at one moment.</summary>
internal sealed class CertificateSet
{
    private static readonly Oid ServerPurpose = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientPurpose = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _authorities;

    private CertificateSet(
        X509Certificate2 own, X509Certificate2Collection between, X509Certificate2Collection authorities)
    {
        Own = own;
        _authorities = authorities;
        Shown = SslStreamCertificateContext.Create(own, between, offline: true);
    }

    /// <summary>Gets this node's certificate with its key.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Gets the certificate with those between it and the authority.</summary>
    public SslStreamCertificateContext Shown { get; }

    /// <exception cref="CertificateFault">The certificate is no pair with the key, expired, or of another
    /// authority.</exception>
    public static CertificateSet Create(CertificatePems pems, DateTimeOffset now)
    {
        var own = pems.Pair();
        var between = pems.Between();
        var set = new CertificateSet(own, between, pems.Authorities());
        foreach (var purpose in new[] { ServerPurpose, ClientPurpose })
        {
            using var chain = new X509Chain { ChainPolicy = set.Policy(purpose, now) };
            chain.ChainPolicy.ExtraStore.AddRange(between);
            if (!chain.Build(own))
            {
                throw new CertificateFault(
                    $"{CertificatePems.CertificateSetting}: {Reason(chain, own, now)} Give a certificate that "
                    + "Cluster:Tls:AuthorityFile signed, that is valid now, and that is for servers and clients.");
            }
        }

        return set;
    }

    /// <summary>Returns what is asked of a peer: a chain to the authority, valid now, for its side.</summary>
    /// <remarks>Revocation is not looked up: nodes have no way out, and a private authority rarely has a list. The
    /// remedies are short lifetimes and a new authority.</remarks>
    public X509ChainPolicy PolicyOf(PeerRole peer, DateTimeOffset now) =>
        Policy(peer == PeerRole.Server ? ServerPurpose : ClientPurpose, now);

    private X509ChainPolicy Policy(Oid purpose, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(purpose);
        return policy;
    }

    private static string Reason(X509Chain chain, X509Certificate2 own, DateTimeOffset now) =>
        now > own.NotAfter ? $"the certificate expired at {own.NotAfter.ToUniversalTime():u}."
        : now < own.NotBefore ? $"the certificate is not valid before {own.NotBefore.ToUniversalTime():u}."
        : $"the certificate is refused ({string.Join(", ", chain.ChainStatus.Select(status => status.Status))}).";
}
