namespace Agents.Grains.Embedding;

/// <summary>What became of texts that were meant for a shard: all but <see cref="Remote"/> were embedded by the node
/// itself.</summary>
internal enum ShardOutcome
{
    /// <summary>A shard embedded them.</summary>
    Remote,

    /// <summary>No node hosts shards.</summary>
    NoNodes,

    /// <summary>Every shard is left alone for now, because it failed, was late, or there was no node.</summary>
    Paused,

    /// <summary>Too many texts wait at the shard.</summary>
    Busy,

    /// <summary>The shard did not answer in time.</summary>
    Late,

    /// <summary>The call failed, or its answer was not whole.</summary>
    Failed,

    /// <summary>The shard has another model.</summary>
    OtherModel,

    /// <summary>A text is longer than a call may carry.</summary>
    TooLong,
}
