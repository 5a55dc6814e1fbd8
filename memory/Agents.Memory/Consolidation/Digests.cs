using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds which summaries and habits are to be made, from nothing but what is known.</summary>
/// <remarks>An id tells what a digest is made of, so one that is there is never made twice, whatever a crash ended. One
/// that the user removed, rewrote or had undone is there too.</remarks>
/// <param name="known">What is known.</param>
/// <param name="quiet">How long a conversation has to rest.</param>
public sealed class Digests(MemoryProjection known, TimeSpan quiet)
{
    /// <summary>Gets what makes digests, with its version.</summary>
    public const string Extractor = "digest/1";

    /// <summary>Gives what is owed, in an order that does not change.</summary>
    public DigestsOwed Owed(DateTimeOffset now)
    {
        known.Expire(now);
        var rest = new Rest(now, quiet);
        OwedDigest[] owed =
        [
            .. new SessionDigests(known, rest).Owed(),
            .. new HabitDigests(known).Owed(),
            .. new TopicDigests(known, rest).Owed(),
        ];
        return new DigestsOwed(owed, rest.Next);
    }

    /// <summary>Gives the frames of a step that writes digests, to be written as one group.</summary>
    /// <param name="made">What was made.</param>
    /// <param name="again">Further places of what is known.</param>
    /// <param name="step">The step without what comes of it.</param>
    /// <param name="next">The sequence that the first frame will get.</param>
    public static (IReadOnlyList<NewFrame> Frames, ConsolidationRecord Step) Frames(
        IReadOnlyList<ItemRecord> made, IReadOnlyList<SaidAgain> again, ConsolidationRecord step, long next)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(again);
        var written = step with
        {
            Extractor = Extractor,
            Added = made.Count == 0 ? null : [.. Enumerable.Range(0, made.Count).Select(index => next + index)],
            Again = again.Count == 0 ? null : again,
        };
        return (
            [
                .. made.Select(item => new NewFrame(FrameType.Item, RecordJson.Encode(item))),
                new NewFrame(FrameType.Consolidation, RecordJson.Encode(written)),
            ],
            written);
    }
}

/// <summary>What is owed.</summary>
/// <param name="Now">What can be made now.</param>
/// <param name="Rest">How long until more has rested; zero where nothing waits.</param>
public sealed record DigestsOwed(IReadOnlyList<OwedDigest> Now, TimeSpan Rest);
