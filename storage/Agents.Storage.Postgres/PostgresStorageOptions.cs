namespace Agents.Storage.Postgres;

/// <summary>Where and how the PostgreSQL log keeps the users' memories.</summary>
public sealed class PostgresStorageOptions
{
    /// <summary>
    /// Gets or sets the database as a connection string of Npgsql, which may hold a password. It decides on TLS
    /// (<c>SSL Mode</c>) and on several hosts; the settings below replace its time-outs and its pool's size.
    /// </summary>
    /// <value>It has no default.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the schema of all tables. It is created at the first start where it is missing.</summary>
    /// <value>The default is <c>agents</c>; up to 63 lower-case letters, digits and underscores.</value>
    public string Schema { get; set; } = "agents";

    /// <summary>
    /// Gets or sets the file of the key ring, which must be the same in every process that uses the schema. It is
    /// created only for a schema that has none yet.
    /// </summary>
    /// <value>It has no default: set this, or register an <c>IKeyRing</c>.</value>
    public string? KeyRingFile { get; set; }

    /// <summary>
    /// Gets or sets how long the server may take to answer a statement, or to give a connection, before it is tried
    /// again.
    /// </summary>
    /// <value>The default is 15 seconds; 1 second to 5 minutes, in whole seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets how often a statement is sent again that was not answered, or refused for a reason that passes,
    /// after waits that grow from <see cref="RetryDelay"/>.
    /// </summary>
    /// <value>The default is 3; 0 to 10.</value>
    public int RetriesMax { get; set; } = 3;

    /// <summary>Gets or sets the wait before the first retry.</summary>
    /// <value>The default is 200 milliseconds; up to 10 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Gets or sets the most connections that this process holds. All processes together need fewer than the server's
    /// <c>max_connections</c>.
    /// </summary>
    /// <value>The default is 20; 1 to 1000.</value>
    public int ConnectionsMax { get; set; } = 20;

    /// <summary>Gets or sets about how many bytes of a log one statement reads.</summary>
    /// <value>The default is 4 MiB; 4 KiB to 64 MiB.</value>
    public int ReadBytes { get; set; } = 4 * 1024 * 1024;
}
