using System.ComponentModel.DataAnnotations;

namespace Agents.Grains.Embedding;

/// <summary>How nodes with a GPU embed for all others.</summary>
public sealed class EmbeddingShardOptions
{
    /// <summary>Gets or sets how many shards there are; they spread over the nodes that host them. All nodes of a
    /// cluster should say the same.</summary>
    /// <value>The default is 16: a multiple of the nodes spreads evenly, and each shard is but a door to the one queue
    /// of its node.</value>
    [Range(1, 1_024)]
    public int Shards { get; set; } = 16;

    /// <summary>Gets or sets how long texts that somebody waits for may take at a shard before the node embeds them
    /// itself, in milliseconds.</summary>
    /// <value>The default is 75: half of what a question waits for its vector.</value>
    [Range(1, 60_000)]
    public int InteractiveDeadlineMs { get; set; } = 75;

    /// <summary>Gets or sets the same for texts that nobody waits for.</summary>
    /// <value>The default is 10,000.</value>
    [Range(1, 600_000)]
    public int BackgroundDeadlineMs { get; set; } = 10_000;

    /// <summary>Gets or sets how long a shard that failed or was late is left alone before one call tries it again, in
    /// milliseconds. It doubles with each try in vain, up to eight times as much.</summary>
    /// <value>The default is 5,000.</value>
    [Range(1, 600_000)]
    public int RetryAfterMs { get; set; } = 5_000;

    /// <summary>Gets or sets how many texts of each priority may wait at one shard, which answers more with
    /// busy.</summary>
    /// <value>The default is 2,048.</value>
    [Range(1, 1_048_576)]
    public int WaitingTextsMax { get; set; } = 2_048;
}
