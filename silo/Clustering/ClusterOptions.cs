using Agents.Silo.Tls;

namespace Agents.Silo.Clustering;

/// <summary>The section <c>Cluster</c>: which nodes belong together, and how they find each other.</summary>
internal sealed class ClusterOptions
{
    public const string Section = "Cluster";
    public const string Localhost = "localhost";
    public const string Redis = "redis";
    public const string Postgres = "postgres";

    /// <summary>Gets or sets <c>localhost</c>, <c>redis</c> or <c>postgres</c>: where membership and reminders are
    /// kept.</summary>
    /// <value>The default is <c>localhost</c>: this process is the whole cluster, and nothing is kept.</value>
    public string Kind { get; set; } = Localhost;

    /// <summary>Gets or sets how to reach Redis (<c>host:port,password=...</c>) or PostgreSQL
    /// (<c>Host=...;Username=...</c>).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the name of the cluster: only nodes with the same one see each other.</summary>
    /// <value>The default is <c>agents</c>.</value>
    public string ClusterId { get; set; } = "agents";

    /// <summary>Gets or sets the name of the service, which the reminders belong to.</summary>
    /// <value>The default is <c>agents</c>.</value>
    public string ServiceId { get; set; } = "agents";

    /// <summary>Gets or sets the address, or the name of one, at which other nodes reach this one.</summary>
    /// <value>The default is <c>127.0.0.1</c>.</value>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>Gets or sets a value indicating whether Orleans listens on every address of the machine and not only on
    /// the advertised one.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ListenAnyAddress { get; set; }

    /// <summary>Gets or sets how long a node waits for the answer of a grain before the call has failed.</summary>
    /// <value>The default is 5 seconds: the calls that were under way to a silo that died end by it.</value>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long a node that was asked to stop says that it is not ready, and goes on serving,
    /// before it stops to accept requests: as much as whoever sends the requests takes to notice.</summary>
    /// <value>The default is 1 second in a cluster, and nothing for a process that is alone.</value>
    public TimeSpan? DrainDelay { get; set; }

    /// <summary>Gets or sets how long the requests that run then may take to end before they are cut.</summary>
    /// <value>The default is 4 seconds; a node that streams long answers wants minutes, and a supervisor that waits for
    /// them.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Gets or sets how long the node takes at most to close the memories that it has open, and to leave the
    /// cluster.</summary>
    /// <value>The default is 4 seconds.</value>
    public TimeSpan LeaveTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Gets or sets how long a user has to be idle before their memory is closed.</summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan IdleAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets the share of the machine's or the container's memory in percent from which on a silo of a
    /// cluster closes the memories that were idle longest, until a tenth less is used.</summary>
    /// <value>The default is 80.</value>
    public int MemoryLimitPercent { get; set; } = 80;

    /// <summary>Gets or sets how many requests of one user may run and wait; more answer 429.</summary>
    /// <value>The default is 1,024.</value>
    public int UserRequestsMax { get; set; } = 1_024;

    /// <summary>Gets the labels of this node, such as <c>hw = gpu</c>: grains can be placed by them.</summary>
    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the certificates that the nodes show each other.</summary>
    public ClusterTlsOptions Tls { get; } = new();

    /// <summary>Gets a value indicating whether there may be other nodes.</summary>
    public bool IsShared => Kind != Localhost;

    /// <summary>Gets <see cref="DrainDelay"/> or its default.</summary>
    public TimeSpan DrainDelayOrDefault => DrainDelay ?? (IsShared ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);

    public static ClusterOptions Of(IConfiguration configuration)
    {
        var options = new ClusterOptions();
        configuration.GetSection(Section).Bind(options);
        return options;
    }
}
