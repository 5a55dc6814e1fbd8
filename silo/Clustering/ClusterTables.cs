namespace Agents.Silo.Clustering;

/// <summary>The steps of the cluster's schema in PostgreSQL, each applied once and never changed again.</summary>
internal static class ClusterTables
{
    /// <summary>Membership, reminders, and the table of queries, whose name and columns Orleans expects.</summary>
    /// <remarks>
    /// One row a cluster holds the version of its membership: whoever changes a silo's row moves it on in the same
    /// statement, so that of two who decided on the same state only one succeeds.
    /// </remarks>
    public const string First =
        """
        CREATE TABLE OrleansQuery (
            QueryKey text PRIMARY KEY,
            QueryText text NOT NULL
        );
        CREATE TABLE membership (
            cluster_id text PRIMARY KEY,
            version integer NOT NULL
        );
        CREATE TABLE silo (
            cluster_id text NOT NULL REFERENCES membership (cluster_id),
            address text NOT NULL,
            port integer NOT NULL,
            generation integer NOT NULL,
            name text NOT NULL,
            host text NOT NULL,
            status integer NOT NULL,
            gateway_port integer NOT NULL,
            suspicions text,
            started timestamptz NOT NULL,
            alive timestamptz NOT NULL,
            PRIMARY KEY (cluster_id, address, port, generation)
        );
        CREATE TABLE reminder (
            service_id text NOT NULL,
            grain_id text NOT NULL,
            name text NOT NULL,
            grain_hash integer NOT NULL,
            first_at timestamptz NOT NULL,
            period_ms bigint NOT NULL,
            version integer NOT NULL,
            PRIMARY KEY (service_id, grain_id, name)
        );
        CREATE INDEX reminder_by_hash ON reminder (service_id, grain_hash);
        """;
}
