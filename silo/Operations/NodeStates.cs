namespace Agents.Silo.Operations;

/// <summary>Puts the metrics of a process in the words of the operator page.</summary>
internal static class NodeStates
{
    /// <summary>Tells of a node that did not answer in time.</summary>
    public static NodeState Silent(string name, string address, string status) =>
        new(name, address, status, Reachable: false);

    /// <summary>Tells of a node by what it says of itself.</summary>
    public static NodeState Of(string name, string? address, string status, SiloReport report)
    {
        var read = report.Readings;
        return new NodeState(name, address, status, Reachable: true)
        {
            Version = report.Version,
            Started = report.Started,
            UptimeSeconds = Math.Round((report.At - report.Started).TotalSeconds),
            WorkingSetBytes = report.WorkingSet,
            Memory = new MemoryReadings(
                Sum(read, "agents.memory.users.active"),
                Sum(read, "agents.memory.memories"),
                Sum(read, "agents.memory.log.frames"),
                Sum(read, "agents.memory.log.size"),
                Sum(read, "agents.memory.snapshot.lag"),
                Sum(read, "agents.memory.commit.queue"),
                Sum(read, "agents.memory.episodes.appended"),
                Sum(read, "agents.memory.recall.skipped")),
            Embedding = new EmbeddingReadings(
                Sum(read, "agents.memory.embedding.pending"),
                Sum(read, "agents.memory.vectors.stored"),
                SumWhereKnown(read, "agents.memory.embedding.waiting"),
                SumWhereKnown(read, "agents.memory.embedding.texts")),
            Consolidation = new ConsolidationReadings(
                Sum(read, "agents.memory.consolidation.running"),
                Sum(read, "agents.memory.consolidation.owed"),
                ByTags(read, "agents.memory.consolidation.runs")),
            Storage = new StorageReadings(
                ByTags(read, "agents.storage.failures"),
                Sum(read, "agents.storage.repairs"),
                ByTags(read, "agents.memory.activations.dropped")),
            Rested = ByTags(read, "agents.memory.activations.ended"),
            Gateway = new GatewayReadings(
                ByTags(read, "agents.gateway.requests.refused"),
                Sum(read, "agents.gateway.memory.repeated"),
                Sum(read, "agents.gateway.memory.skipped")),
        };
    }

    private static double Sum(Dictionary<string, double> readings, string name) =>
        SumWhereKnown(readings, name) ?? 0;

    private static double? SumWhereKnown(Dictionary<string, double> readings, string name)
    {
        double? sum = null;
        foreach (var (key, value) in readings)
        {
            if (key == name || key.StartsWith(name + "|", StringComparison.Ordinal))
            {
                sum = (sum ?? 0) + value;
            }
        }

        return sum;
    }

    private static SortedDictionary<string, double> ByTags(Dictionary<string, double> readings, string name)
    {
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, value) in readings)
        {
            if (key.StartsWith(name + "|", StringComparison.Ordinal))
            {
                found[key[(name.Length + 1)..]] = value;
            }
        }

        return found;
    }
}
