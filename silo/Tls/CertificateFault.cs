namespace Agents.Silo.Tls;

/// <summary>The certificate files cannot be used; the message says which and what to do, a line each.</summary>
internal sealed class CertificateFault(string message, Exception? inner = null) : Exception(message, inner);
