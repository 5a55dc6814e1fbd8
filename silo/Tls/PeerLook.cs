using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Agents.Silo.Tls;

/// <summary>The look at one peer's certificate, and what it found, which the framework does not pass on.</summary>
internal sealed class PeerLook
{
    /// <summary>Gets why the peer was not taken; null when it was, or showed nothing yet.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes a certificate whose chain fits the policy.</summary>
    /// <remarks>Nodes call each other by address, which changes, so the name in a certificate says nothing: the
    /// authority says who is a member.</remarks>
    public bool Take(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var faults = errors & ~SslPolicyErrors.RemoteCertificateNameMismatch;
        if (faults == SslPolicyErrors.None)
        {
            return true;
        }

        var status = chain?.ChainStatus.Select(element => $"{element.Status}").Distinct() ?? [];
        Fault = faults.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
            ? "it shows no certificate"
            : $"its certificate is not taken ({string.Join(", ", status)})";
        return false;
    }
}
