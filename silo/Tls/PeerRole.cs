namespace Agents.Silo.Tls;

/// <summary>Which side of a connection the peer is.</summary>
internal enum PeerRole
{
    /// <summary>It was called.</summary>
    Server,

    /// <summary>It called.</summary>
    Client,
}
