using System.ComponentModel.DataAnnotations;
using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Grains.UserMemory;

/// <summary>The limits and deadlines of one user's memory.</summary>
public sealed class UserMemoryOptions
{
    /// <summary>Gets or sets how many memories a user may have; more answer 429 <c>quota_exceeded</c>.</summary>
    /// <value>The default is 1,000,000.</value>
    [Range(1, 100_000_000)]
    public int MemoriesMax { get; set; } = MemoryLimits.UserMemoriesMax;

    /// <summary>Gets or sets how many writes of one user may wait for the log; more answer 429.</summary>
    /// <value>The default is 4,096.</value>
    [Range(1, 1_000_000)]
    public int WaitingWritesMax { get; set; } = 4_096;

    /// <summary>Gets or sets how many bytes of payload one group commit takes, one call being never split.</summary>
    /// <value>The default is 4 MiB.</value>
    [Range(1_024, 64 * 1024 * 1024)]
    public int GroupBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Gets or sets how many bytes of text each active user keeps at hand; the rest is read from the
    /// log.</summary>
    /// <value>The default is 512 KiB.</value>
    [Range(0, 1024 * 1024 * 1024)]
    public int TextCacheBytes { get; set; } = 512 * 1024;

    /// <summary>Gets or sets how many texts one background embedding call takes.</summary>
    /// <value>The default is 128.</value>
    [Range(1, 1_024)]
    public int EmbeddingBatch { get; set; } = 128;

    /// <summary>Gets or sets how many of the newest texts without a vector a query embeds itself.</summary>
    /// <value>The default is 32.</value>
    [Range(0, 256)]
    public int PendingEmbeddedPerQuery { get; set; } = 32;

    /// <summary>Gets or sets how long a query waits for its vector before it goes on with words alone, in
    /// milliseconds.</summary>
    /// <value>The default is 150.</value>
    [Range(1, 60_000)]
    public int EmbeddingDeadlineMs { get; set; } = 150;

    /// <summary>Gets or sets how many hops a question makes at most: 1 is the question alone, each one more reads what
    /// the one before found and follows it.</summary>
    /// <value>The default is 2.</value>
    [Range(1, RecallOptions.HopsLimit)]
    public int HopsMax { get; set; } = 2;

    /// <summary>Gets or sets how long a hop waits for the texts that it reads before recall goes on without it, in
    /// milliseconds.</summary>
    /// <value>The default is 50.</value>
    [Range(1, 60_000)]
    public int HopDeadlineMs { get; set; } = 50;

    /// <summary>Gets or sets how long a question waits for the reranker before it goes on in the order that it has, in
    /// milliseconds; of no effect where no reranker is mounted.</summary>
    /// <value>The default is 500: with the other stages' deadlines it stays within the second that the gateway waits
    /// for memories.</value>
    [Range(1, 60_000)]
    public int RerankDeadlineMs { get; set; } = 500;

    /// <summary>Gets or sets what the reranker counts, in standard deviations of its scores.</summary>
    /// <value>The default is 0.75, half of what the vectors count: a second reading of the same meaning. A
    /// cross-encoder that is known to be good may count for more.</value>
    [Range(0.0, 100.0)]
    public double RerankWeight { get; set; } = 0.75;

    /// <summary>Gets or sets the confidence, a probability, from which on memory is said to hold an answer. Below it
    /// the gateway injects nothing.</summary>
    /// <value>The default is 0.25: a memory that is shown in vain costs a few tokens, one that is withheld costs the
    /// answer.</value>
    [Range(0.0, 1.0)]
    public double AnswerableConfidence { get; set; } = 0.25;

    /// <summary>Gets or sets a value indicating whether stages may take as long as they need, as evaluations want
    /// it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DeadlinesOff { get; set; }

    /// <summary>Gets or sets a value indicating whether items (facts, preferences, events) are taken from
    /// turns.</summary>
    /// <value>The default is <see langword="true"/>. Off, they are taken only by a run that is asked for.</value>
    public bool Consolidation { get; set; } = true;

    /// <summary>Gets or sets how long a user has to be quiet before their turns are read for items, in
    /// milliseconds.</summary>
    /// <value>The default is 1,000.</value>
    [Range(0, 3_600_000)]
    public int ConsolidationQuietMs { get; set; } = 1_000;

    /// <summary>Gets or sets how long a conversation has to rest before a run sums it up, in minutes.</summary>
    /// <value>The default is 30.</value>
    [Range(0, 10_080)]
    public int SummaryQuietMinutes { get; set; } = 30;

    /// <summary>Gets or sets how many new frames there are at least between two snapshots.</summary>
    /// <value>The default is 512. Half of the log is waited for where that is more, so the work per frame stays
    /// constant.</value>
    [Range(1, 1_000_000)]
    public int SnapshotFramesMin { get; set; } = 512;
}
