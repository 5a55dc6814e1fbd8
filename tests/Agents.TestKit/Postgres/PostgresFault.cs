namespace Agents.TestKit.Postgres;

/// <summary>What <see cref="PostgresProxy"/> does to a request.</summary>
public enum PostgresFault
{
    /// <summary>The connection is cut, and the server never sees the request.</summary>
    BeforeRequest,

    /// <summary>The server takes the request; the connection is cut before its answer arrives.</summary>
    AfterRequest,

    /// <summary>The request is refused with SQLSTATE 57P03 (cannot_connect_now), and the connection stays.</summary>
    Busy,

    /// <summary>The request is refused with SQLSTATE 53100 (disk_full), and the connection stays.</summary>
    Full,
}
