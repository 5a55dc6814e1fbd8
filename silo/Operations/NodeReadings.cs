namespace Agents.Silo.Operations;

/// <summary>The memory of the users that are active on a node.</summary>
/// <param name="UsersActive">Users whose memory is in memory.</param>
/// <param name="Memories">Their memories, of all kinds and states.</param>
/// <param name="LogFrames">The frames of their logs.</param>
/// <param name="LogBytes">The bytes of their logs.</param>
/// <param name="SnapshotLagFrames">The frames of their logs that no snapshot holds.</param>
/// <param name="CommitQueue">Writes that wait.</param>
/// <param name="Appended">Turns made durable since the start.</param>
/// <param name="StagesSkipped">Stages of recall that missed their deadline since the start.</param>
internal sealed record MemoryReadings(
    double UsersActive,
    double Memories,
    double LogFrames,
    double LogBytes,
    double SnapshotLagFrames,
    double CommitQueue,
    double Appended,
    double StagesSkipped);

/// <summary>Embedding on a node.</summary>
/// <param name="Pending">Texts of the active users that wait for their vector.</param>
/// <param name="VectorsStored">Vectors made durable since the start.</param>
/// <param name="QueueDepth">Texts that wait in the node's embedding queue; null where it has none.</param>
/// <param name="Texts">Texts that the node has embedded since the start; null where it embeds none.</param>
internal sealed record EmbeddingReadings(double Pending, double VectorsStored, double? QueueDepth, double? Texts);

/// <summary>Consolidation on a node.</summary>
/// <param name="Running">Runs under way.</param>
/// <param name="Owed">Turns of the active users that wait to be read.</param>
/// <param name="Ended">Runs that ended since the start, by how they did.</param>
internal sealed record ConsolidationReadings(double Running, double Owed, IReadOnlyDictionary<string, double> Ended);

/// <summary>The storage as a node meets it.</summary>
/// <param name="Failures">Operations that failed since the start, as <c>provider|operation|kind</c>.</param>
/// <param name="Repairs">Torn tails that were cut.</param>
/// <param name="Dropped">Activations that a fault of their log ended, by error code.</param>
internal sealed record StorageReadings(
    IReadOnlyDictionary<string, double> Failures, double Repairs, IReadOnlyDictionary<string, double> Dropped);

/// <summary>The gateway of a node.</summary>
/// <param name="Refused">Requests that were answered by an error, as <c>status|code</c>.</param>
/// <param name="Repeated">Calls of a memory that were made again.</param>
/// <param name="MemorySkipped">Chats that went on without a part of memory.</param>
internal sealed record GatewayReadings(
    IReadOnlyDictionary<string, double> Refused, double Repeated, double MemorySkipped);
