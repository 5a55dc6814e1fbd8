using Agents.Memory.Extraction;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>One step of a run: turns what texts say into frames, each held against the state that it meets.</summary>
/// <remarks>Pure but for the state that it is given. Texts that were edited or erased since they were read are passed
/// by, so a step may come long after the reading, as one that has asked a model does.</remarks>
/// <param name="known">What is known; it changes between the groups.</param>
/// <param name="next">Gives the sequence that the next frame will get.</param>
public sealed class ConsolidationBatch(MemoryProjection known, Func<long> next)
{
    private readonly Resolver _resolver = new(known);
    private readonly List<NewFrame> _frames = [];
    private readonly HashSet<(string Subject, string Slot)> _touched = [];
    private readonly List<long> _added = [];
    private readonly List<SaidAgain> _again = [];
    private readonly List<PassedOver> _passedOver = [];

    /// <summary>Gets the step as it was written; null before the last group.</summary>
    public ConsolidationRecord? Step { get; private set; }

    /// <summary>Gives the frames group by group. Each has to be applied before the next is asked for, and the first has
    /// to be enqueued before anything else is.</summary>
    /// <param name="texts">What was read.</param>
    /// <param name="step">The step without what comes of it.</param>
    public IEnumerable<IReadOnlyList<NewFrame>> Groups(IReadOnlyList<ReadText> texts, ConsolidationRecord step)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(step);
        var done = new List<long>();
        foreach (var read in texts.Where(StillStands))
        {
            done.Add(read.Text.TextSequence);
            if (read.Unread is { } why)
            {
                _passedOver.Add(new PassedOver(WholeOf(read.Text), why));
            }

            foreach (var claim in read.Claims)
            {
                if (_frames.Count > 0 && Touches(claim))
                {
                    yield return TakeGroup();
                }

                _touched.Add((claim.Subject, claim.Slot));
                Take(read, claim, step.At);
            }
        }

        NumberGroup();
        Step = step with
        {
            Done = done,
            Added = NullIfEmpty(_added),
            Again = NullIfEmpty(_again),
            PassedOver = NullIfEmpty(_passedOver),
        };
        _frames.Add(new NewFrame(FrameType.Consolidation, RecordJson.Encode(Step)));
        yield return _frames;
    }

    private bool StillStands(ReadText read) =>
        known.TryFindRecord(read.Text.Sequence, out var ordinal)
        && known[ordinal].TextSequence == read.Text.TextSequence;

    /// <summary>Tells whether a claim may meet what an earlier one of the group changes.</summary>
    private bool Touches(Claim claim) => claim.Reason is not null || claim.OnlyIfKnown || claim.Slot == "event"
        || claim.Subject != Claim.Speaker
        || _touched.Contains((claim.Subject, claim.Slot))
        || (Resolver.OppositeOf(claim.Slot) is { } opposite && _touched.Contains((claim.Subject, opposite)));

    private void Take(ReadText read, Claim claim, DateTimeOffset at)
    {
        switch (Resolve(read, claim, at))
        {
            case Resolution.Added added:
                _frames.Add(new NewFrame(FrameType.Item, RecordJson.Encode(added.Item)));
                break;
            case Resolution.Repeated repeated:
                _again.Add(repeated.Said);
                break;
            case Resolution.Skipped skipped:
                _passedOver.Add(new PassedOver(
                    new EpisodeSpan(
                        read.Text.Sequence, claim.Span.Start, claim.Span.End, read.Text.Text.Length),
                    skipped.Why));
                break;
            default:
                break;
        }
    }

    private Resolution Resolve(ReadText read, Claim claim, DateTimeOffset at)
    {
        try
        {
            return _resolver.Resolve(read.Text, claim, at, read.Extractor);
        }
#pragma warning disable CA1031 // One claim that cannot be resolved must not keep those after it waiting for ever.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new Resolution.Skipped($"it could not be resolved ({error.GetType().Name})");
        }
    }

    private NewFrame[] TakeGroup()
    {
        NumberGroup();
        NewFrame[] group = [.. _frames];
        _frames.Clear();
        _touched.Clear();
        return group;
    }

    private void NumberGroup()
    {
        var first = next();
        _added.AddRange(Enumerable.Range(0, _frames.Count).Select(index => first + index));
    }

    private static EpisodeSpan WholeOf(SourceText text) => new(text.Sequence, 0, text.Text.Length, text.Text.Length);

    private static List<T>? NullIfEmpty<T>(List<T> list) => list.Count == 0 ? null : list;
}

/// <summary>A text with what was read in it.</summary>
/// <param name="Text">The text as it stood when it was read.</param>
/// <param name="Claims">What it says.</param>
/// <param name="Extractor">What read it, with its version.</param>
/// <param name="Unread">Why it, or a part of it, could not be read; null where it was.</param>
public sealed record ReadText(
    SourceText Text, IReadOnlyList<Claim> Claims, string Extractor, string? Unread = null);
