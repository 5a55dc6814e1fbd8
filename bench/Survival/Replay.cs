using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Retention;

namespace Agents.Bench.Survival;

/// <summary>Says which memories go, first to last, for as many to be left as a budget has.</summary>
internal delegate IEnumerable<int> Forgetter(MemoryProjection known, int budget, DateTimeOffset now);

/// <summary>Plays a conversation turn by turn into a store that holds half of its memories, as the product keeps to a
/// policy.</summary>
internal sealed class Replay
{
    private const string Model = "survival";

    private readonly MemoryProjection _known = new(new RecallOptions(), Model);
    private readonly List<int> _turns = [];
    private readonly Talk _talk;
    private readonly bool _items;

    private Replay(Talk talk, bool items) => (_talk, _items) = (talk, items);

    /// <summary>Gives the turns that are left at the end.</summary>
    /// <param name="talk">The conversation.</param>
    /// <param name="forgetter">What decides.</param>
    /// <param name="items">Whether turns are read for items, which share the room with them.</param>
    public static HashSet<int> Run(Talk talk, Forgetter forgetter, bool items = false)
    {
        var budget = talk.Turns.Count / 2;
        if (items)
        {
            var all = new Replay(talk, items);
            all.Play((_, _, _) => [], int.MaxValue);
            budget = all.Count(talk.Turns[^1].Time) / 2;
        }

        var replay = new Replay(talk, items);
        replay.Play(forgetter, budget);
        return [.. Enumerable.Range(0, talk.Turns.Count).Where(turn => !replay._known[replay._turns[turn]].Archived)];
    }

    private void Play(Forgetter forgetter, int budget)
    {
        for (var turn = 0; turn < _talk.Turns.Count; turn++)
        {
            Say(turn);
            var now = _talk.Turns[turn].Time;
            if (Count(now) > RetentionPolicies.WithSlack(budget))
            {
                Archive(forgetter, budget, now);
            }
        }

        Archive(forgetter, budget, _talk.Turns[^1].Time);
    }

    private int Count(DateTimeOffset now) => RetentionPlanner.Usage(_known, now).Memories;

    private void Say(int number)
    {
        // What was put away is not recalled.
        var turn = _talk.Turns[number];
        var used = _talk.Used[number].Select(other => _known[_turns[other]]).Where(header => !header.Archived)
            .Select(header => header.Sequence).Order().ToArray();
        if (used.Length > 0)
        {
            Apply(FrameType.Use, new UseRecord(turn.Time, used).Encode());
        }

        _turns.Add(_known.Count);
        _known.Apply(_known.Position + 1, turn);
        if (_items)
        {
            Read(turn, _talk.Claims[number]);
        }
    }

    private void Read(EpisodeRecord turn, IReadOnlyList<Claim> claims)
    {
        var at = _known.Position;
        var text = new SourceText(
            at, at, turn.Text, turn.Time, turn.Author, turn.Role, turn.Conversation, turn.Agent);
        var step = new ConsolidationRecord { At = turn.Time, Done = [], End = RunEnd.Completed };
        foreach (var group in new ConsolidationBatch(_known, () => _known.Position + 1).Groups(
            [new ReadText(text, claims, RuleExtractor.Name)], step))
        {
            foreach (var frame in group)
            {
                Apply(frame.Type, frame.Payload);
            }
        }
    }

    private void Archive(Forgetter forgetter, int budget, DateTimeOffset now)
    {
        foreach (var ordinal in forgetter(_known, budget, now).ToArray())
        {
            Apply(FrameType.Decision, RecordJson.Encode(new DecisionRecord
            {
                Kind = DecisionKind.Archive,
                At = now,
                Subject = _known[ordinal].Sequence,
            }));
        }
    }

    private void Apply(FrameType type, ReadOnlyMemory<byte> payload) =>
        _known.Apply(new LogFrame(_known.Position + 1, type, payload, Erased: false));
}
