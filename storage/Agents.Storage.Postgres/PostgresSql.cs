namespace Agents.Storage.Postgres;

/// <summary>The statements over the tables of one schema. Values never stand in their text.</summary>
/// <remarks>
/// A change of the head names the writer, and whatever else the change touches hangs on the head's row: where another
/// writer has claimed the log, no part of the statement changes anything.
/// </remarks>
internal sealed class PostgresSql(string schema)
{
    /// <summary>The most rows of one page, and of one change of frames that are there.</summary>
    public const int PageRows = 1024;

    private const string HeadColumns =
        "generation, header, writer, position, hash, bytes, erasures, snapshot_floor, snapshot_position, deleted, "
        + "quarantine_file, quarantine_offset, quarantine_reason";

    public string ReadKeyRing { get; } = $"SELECT digest FROM {schema}.agents_keyring";

    public string KeepKeyRing { get; } =
        $"INSERT INTO {schema}.agents_keyring (digest) VALUES ($1) ON CONFLICT DO NOTHING";

    /// <summary>Gets the claim: name, writer.</summary>
    public string Claim { get; } = $"""
        UPDATE {schema}.agents_heads SET writer = $2 WHERE name = $1 AND NOT deleted AND quarantine_reason IS NULL
        """;

    /// <summary>Gets the read of the head: name.</summary>
    public string ReadHead { get; } = $"SELECT {HeadColumns} FROM {schema}.agents_heads WHERE name = $1";

    /// <summary>Gets the mark of damage: name, writer, file, offset, reason.</summary>
    public string Quarantine { get; } = $"""
        UPDATE {schema}.agents_heads SET quarantine_file = $3, quarantine_offset = $4, quarantine_reason = $5
        WHERE name = $1 AND writer = $2
        """;

    /// <summary>Gets the read of the first page of a log whose generation is not known yet: name, bytes.</summary>
    public string ReadFirst { get; } = Page($"""
        SELECT sequence, frame FROM {schema}.agents_frames
        WHERE name = $1 AND generation = (SELECT generation FROM {schema}.agents_heads WHERE name = $1)
        """, bytesAt: 2);

    /// <summary>Gets the read of a page: name, generation, first sequence, last sequence, bytes.</summary>
    public string ReadFrom { get; } = Page($"""
        SELECT sequence, frame FROM {schema}.agents_frames
        WHERE name = $1 AND generation = $2 AND sequence >= $3 AND sequence <= $4
        """, bytesAt: 5);

    /// <summary>Gets the read of a page of frames that are named: name, generation, sequences, bytes.</summary>
    public string ReadThese { get; } = Page($"""
        SELECT sequence, frame FROM {schema}.agents_frames WHERE name = $1 AND generation = $2 AND sequence = ANY ($3)
        """, bytesAt: 4);

    /// <summary>Gets the creation: name, generation, header, writer, position, hash, bytes, frames.</summary>
    public string Create { get; } = $"""
        WITH head AS (
            INSERT INTO {schema}.agents_heads (name, generation, header, writer, position, hash, bytes)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO NOTHING RETURNING 1)
        INSERT INTO {schema}.agents_frames (name, generation, sequence, frame)
        SELECT $1, $2, row, bytes FROM head, unnest($8) WITH ORDINALITY AS t (bytes, row)
        """;

    /// <summary>
    /// Gets the append: name, generation, writer, position before, position behind, hash, bytes added, frames.
    /// </summary>
    public string Append { get; } = $"""
        WITH head AS (
            UPDATE {schema}.agents_heads SET position = $5, hash = $6, bytes = bytes + $7
            WHERE name = $1 AND generation = $2 AND writer = $3 AND position = $4 RETURNING 1)
        INSERT INTO {schema}.agents_frames (name, generation, sequence, frame)
        SELECT $1, $2, $4 + row, bytes FROM head, unnest($8) WITH ORDINALITY AS t (bytes, row)
        """;

    /// <summary>Gets the look for a group whose answer was lost: name, generation, last sequence, its hash.</summary>
    public string FindAppend { get; } = $"""
        SELECT h.writer, h.position, f.frame IS NOT NULL AND substring(f.frame FROM 37 FOR 32) = $4
        FROM {schema}.agents_heads h LEFT JOIN {schema}.agents_frames f
            ON f.name = h.name AND f.generation = h.generation AND f.sequence = $3
        WHERE h.name = $1 AND h.generation = $2 AND NOT h.deleted
        """;

    /// <summary>Gets the erasure: name, generation, writer, erasures before, bytes saved, sequences, frames.</summary>
    public string Erase { get; } = $"""
        WITH head AS (
            UPDATE {schema}.agents_heads SET erasures = erasures + 1, snapshot_floor = position, bytes = bytes - $5,
                snapshot = NULL, snapshot_position = 0
            WHERE name = $1 AND generation = $2 AND writer = $3 AND erasures = $4 RETURNING 1),
        dropped AS (DELETE FROM {schema}.agents_snapshots USING head WHERE name = $1)
        UPDATE {schema}.agents_frames AS f SET frame = t.bytes FROM head, unnest($6, $7) AS t (row, bytes)
        WHERE f.name = $1 AND f.generation = $2 AND f.sequence = t.row
        """;

    /// <summary>Gets the first step of a deletion, which takes the key away: name, generation, writer.</summary>
    public string Bury { get; } = $"""
        UPDATE {schema}.agents_heads SET deleted = true, header = '', snapshot = NULL, snapshot_position = 0
        WHERE name = $1 AND generation = $2 AND writer = $3
        """;

    /// <summary>Gets the deletion of a range of frames: name, generation, sequence before, last sequence.</summary>
    public string DeleteFrames { get; } = $"""
        DELETE FROM {schema}.agents_frames WHERE name = $1 AND generation = $2 AND sequence > $3 AND sequence <= $4
        """;

    public string DeleteSnapshots { get; } =
        $"DELETE FROM {schema}.agents_snapshots WHERE name = $1 AND generation = $2";

    public string DeleteHead { get; } =
        $"DELETE FROM {schema}.agents_heads WHERE name = $1 AND generation = $2 AND deleted";

    /// <summary>Gets the write of a part of a snapshot: name, generation, writer, snapshot, part, bytes.</summary>
    public string PutSnapshot { get; } = $"""
        INSERT INTO {schema}.agents_snapshots (name, generation, snapshot, part, bytes)
        SELECT $1, $2, $4, $5, $6 FROM {schema}.agents_heads WHERE name = $1 AND generation = $2 AND writer = $3
        ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// Gets what makes a snapshot the log's: name, generation, writer, snapshot, position, erasures.
    /// </summary>
    public string TakeSnapshot { get; } = $"""
        UPDATE {schema}.agents_heads SET snapshot = $4, snapshot_position = $5
        WHERE name = $1 AND generation = $2 AND writer = $3 AND erasures = $6
        """;

    /// <summary>Gets the drop of every other snapshot: name, generation.</summary>
    public string DropSnapshots { get; } = $"""
        DELETE FROM {schema}.agents_snapshots s WHERE s.name = $1 AND s.generation = $2
            AND snapshot IS DISTINCT FROM (SELECT h.snapshot FROM {schema}.agents_heads h WHERE h.name = $1)
        """;

    /// <summary>Gets the read of the log's snapshot: name, generation.</summary>
    public string ReadSnapshot { get; } = $"""
        SELECT h.snapshot_position, s.bytes FROM {schema}.agents_heads h JOIN {schema}.agents_snapshots s
            ON s.name = h.name AND s.generation = h.generation AND s.snapshot = h.snapshot
        WHERE h.name = $1 AND h.generation = $2 ORDER BY s.part
        """;

    /// <summary>Gets the read of a frame's chain hash: name, generation, sequence.</summary>
    public string ReadHash { get; } = $"""
        SELECT substring(frame FROM 37 FOR 32) FROM {schema}.agents_frames
        WHERE name = $1 AND generation = $2 AND sequence = $3
        """;

    /// <summary>Gets the read of the chain hash at the log's snapshot: name, generation.</summary>
    public string ReadSnapshotHash { get; } = $"""
        SELECT substring(f.frame FROM 37 FOR 32) FROM {schema}.agents_heads h JOIN {schema}.agents_frames f
            ON f.name = h.name AND f.generation = h.generation AND f.sequence = h.snapshot_position
        WHERE h.name = $1 AND h.generation = $2
        """;

    /// <summary>Gets the names of a page of logs in order: the name before, rows.</summary>
    public string ListNames { get; } = $"""
        SELECT name FROM {schema}.agents_heads WHERE name > $1 AND NOT deleted ORDER BY name LIMIT $2
        """;

    /// <summary>Gets the change of the wrapped key, which leaves the fence alone: name, header, new header.</summary>
    public string Rewrap { get; } =
        $"UPDATE {schema}.agents_heads SET header = $3 WHERE name = $1 AND header = $2 AND NOT deleted";

    /// <summary>Gets the first step of a deletion that asks for no writer: name, writer.</summary>
    public string BuryAny { get; } = $"""
        UPDATE {schema}.agents_heads SET deleted = true, header = '', writer = $2, snapshot = NULL,
            snapshot_position = 0
        WHERE name = $1
        """;

    public string DropFrames { get; } = $"DELETE FROM {schema}.agents_frames WHERE name = $1";

    public string DropAllSnapshots { get; } = $"DELETE FROM {schema}.agents_snapshots WHERE name = $1";

    public string DropHead { get; } = $"DELETE FROM {schema}.agents_heads WHERE name = $1";

    /// <summary>Gets the head of a copy: name, generation, header, writer, position, hash, bytes.</summary>
    public string PutHead { get; } = $"""
        INSERT INTO {schema}.agents_heads (name, generation, header, writer, position, hash, bytes)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Gets frames of a copy: name, generation, sequence before, frames.</summary>
    public string PutFrames { get; } = $"""
        INSERT INTO {schema}.agents_frames (name, generation, sequence, frame)
        SELECT $1, $2, $3 + row, bytes FROM unnest($4) WITH ORDINALITY AS t (bytes, row)
        """;

    /// <summary>Gets the entry of the journal of erasures: digest, entry.</summary>
    public string PutErasure { get; } =
        $"INSERT INTO {schema}.agents_erasures (digest, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    /// <summary>Gets a page of the journal of erasures: the digest before, rows.</summary>
    public string ReadErasures { get; } =
        $"SELECT digest, entry FROM {schema}.agents_erasures WHERE digest > $1 ORDER BY digest LIMIT $2";

    /// <summary>
    /// Bounds a read to the first rows and about so many bytes. The lengths come from the rows' own heads, so nothing
    /// is fetched that is not sent.
    /// </summary>
    private static string Page(string rows, int bytesAt) => $"""
        SELECT sequence, frame FROM (
            SELECT sequence, frame,
                sum(octet_length(frame)) OVER (ORDER BY sequence) - octet_length(frame) AS before
            FROM ({rows} ORDER BY sequence LIMIT {PageRows}) AS next) AS page
        WHERE before < ${bytesAt} ORDER BY sequence
        """;
}
