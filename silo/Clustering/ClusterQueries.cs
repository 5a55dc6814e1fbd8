namespace Agents.Silo.Clustering;

/// <summary>The queries that Orleans' AdoNet providers look up by key, over our tables.</summary>
/// <remarks>
/// Keys, parameters and the names of the columns are the providers' contract; an answer of one yes or no is one column.
/// Each query is one statement, and so one transaction.
/// </remarks>
internal static class ClusterQueries
{
    private const string SiloColumns =
        """
        s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName",
        s.host AS "HostName", s.status AS "Status", s.gateway_port AS "ProxyPort", s.suspicions AS "SuspectTimes",
        s.started AS "StartTime", s.alive AS "IAmAliveTime", m.version AS "Version"
        """;

    private const string ThisSilo =
        "cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation";

    private const string ReminderColumns =
        """
        grain_id AS "GrainId", name AS "ReminderName", first_at AS "StartTime", period_ms AS "Period",
        version AS "Version"
        """;

    /// <summary>Gets the texts by key.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["GatewaysQueryKey"] =
            """
            SELECT address AS "Address", gateway_port AS "ProxyPort", generation AS "Generation" FROM silo
            WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
            """,
        ["MembershipReadRowKey"] =
            $"""
            SELECT {SiloColumns} FROM membership m
            LEFT JOIN silo s ON s.cluster_id = m.cluster_id
                AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
            WHERE m.cluster_id = @DeploymentId
            """,
        ["MembershipReadAllKey"] =
            $"""
            SELECT {SiloColumns} FROM membership m LEFT JOIN silo s ON s.cluster_id = m.cluster_id
            WHERE m.cluster_id = @DeploymentId
            """,
        ["InsertMembershipVersionKey"] =
            """
            WITH made AS (
                INSERT INTO membership (cluster_id, version) VALUES (@DeploymentId, 0)
                ON CONFLICT DO NOTHING RETURNING 1)
            SELECT count(*) = 1 FROM made
            """,
        ["UpdateIAmAlivetimeKey"] = $"UPDATE silo SET alive = @IAmAliveTime WHERE {ThisSilo}",
        ["InsertMembershipKey"] =
            $"""
            WITH moved AS (
                UPDATE membership SET version = version + 1
                WHERE cluster_id = @DeploymentId AND version = @Version
                    AND NOT EXISTS (SELECT 1 FROM silo WHERE {ThisSilo})
                RETURNING cluster_id),
            made AS (
                INSERT INTO silo (
                    cluster_id, address, port, generation, name, host, status, gateway_port, started, alive)
                SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
                    @IAmAliveTime
                FROM moved RETURNING 1)
            SELECT count(*) = 1 FROM made
            """,
        ["UpdateMembershipKey"] =
            $"""
            WITH moved AS (
                UPDATE membership SET version = version + 1
                WHERE cluster_id = @DeploymentId AND version = @Version
                    AND EXISTS (SELECT 1 FROM silo WHERE {ThisSilo})
                RETURNING cluster_id),
            changed AS (
                UPDATE silo SET status = @Status, suspicions = @SuspectTimes, alive = @IAmAliveTime
                WHERE {ThisSilo} AND EXISTS (SELECT 1 FROM moved)
                RETURNING 1)
            SELECT count(*) = 1 FROM changed
            """,
        ["DeleteMembershipTableEntriesKey"] =
            """
            WITH gone AS (DELETE FROM silo WHERE cluster_id = @DeploymentId RETURNING 1)
            DELETE FROM membership WHERE cluster_id = @DeploymentId
            """,

        // Only what is dead (6) goes: the row of a silo that lives is its claim to be one.
        ["CleanupDefunctSiloEntriesKey"] =
            "DELETE FROM silo WHERE cluster_id = @DeploymentId AND alive < @IAmAliveTime AND status = 6",
        ["CleanupDefunctSiloEntryKey"] =
            $"""
            DELETE FROM silo WHERE {ThisSilo} AND status = 6 AND started = @StartTime AND alive = @IAmAliveTime
                AND coalesce(suspicions, '') = coalesce(@SuspectTimes, '')
            """,
        ["ReadReminderRowsKey"] =
            $"SELECT {ReminderColumns} FROM reminder WHERE service_id = @ServiceId AND grain_id = @GrainId",
        ["ReadReminderRowKey"] =
            $"""
            SELECT {ReminderColumns} FROM reminder
            WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
            """,

        // A range of the ring of hashes; the second one goes over its end.
        ["ReadRangeRows1Key"] =
            $"""
            SELECT {ReminderColumns} FROM reminder
            WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
            """,
        ["ReadRangeRows2Key"] =
            $"""
            SELECT {ReminderColumns} FROM reminder
            WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
            """,
        ["UpsertReminderRowKey"] =
            """
            INSERT INTO reminder AS r (service_id, grain_id, name, grain_hash, first_at, period_ms, version)
            VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 0)
            ON CONFLICT (service_id, grain_id, name) DO UPDATE SET
                grain_hash = excluded.grain_hash, first_at = excluded.first_at, period_ms = excluded.period_ms,
                version = r.version + 1
            RETURNING version AS "Version"
            """,
        ["DeleteReminderRowKey"] =
            """
            WITH gone AS (
                DELETE FROM reminder
                WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
                RETURNING 1)
            SELECT count(*) = 1 FROM gone
            """,
        ["DeleteReminderRowsKey"] = "DELETE FROM reminder WHERE service_id = @ServiceId",
    };
}
