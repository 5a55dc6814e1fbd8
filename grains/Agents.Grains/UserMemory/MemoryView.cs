using Agents.Memory.Log;
using Agents.Memory.Projection;

namespace Agents.Grains.UserMemory;

/// <summary>A user's memory as reads see it: as it is, or as it was.</summary>
/// <param name="log">Where texts are read from.</param>
/// <param name="projection">What is known.</param>
/// <param name="texts">The texts at hand.</param>
/// <param name="at">The moment that it is read as of; null for the present.</param>
internal sealed class MemoryView(
    IMemoryLog log, MemoryProjection projection, TextPages texts, DateTimeOffset? at = null)
{
    public MemoryProjection Projection { get; } = projection;

    public TextPages Texts { get; } = texts;

    /// <summary>Gets a value indicating whether only what held at its moment of the world is shown.</summary>
    public bool OnlyValid { get; init; }

    /// <summary>Gets what hears of the frames of memories that were given to a prompt, and when; null where that is no
    /// use, as of the past.</summary>
    public Action<DateTimeOffset, IEnumerable<long>>? Used { get; init; }

    /// <summary>Gives the moment by which expiry and recency are judged.</summary>
    public DateTimeOffset Now(TimeProvider clock) => at ?? clock.GetUtcNow();

    public ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken) =>
        log.ReadFrameAsync(sequence, cancellationToken);
}
