using Agents.Memory.Forgetting;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Bench.Survival;

/// <summary>Says which memories go, first to last, for as many to be left as a budget has.</summary>
internal delegate IEnumerable<int> Forgetter(MemoryProjection known, int budget, DateTimeOffset now);

/// <summary>Plays a conversation turn by turn into a store that holds half of it, as the product keeps to a
/// policy.</summary>
internal static class Replay
{
    private const string Model = "survival";

    /// <summary>Gives the turns that are left at the end.</summary>
    public static HashSet<int> Run(Talk talk, Forgetter forgetter)
    {
        var known = new MemoryProjection(new RecallOptions(), Model);
        var budget = talk.Turns.Count / 2;
        var left = 0;
        foreach (var (turn, used) in talk.Turns.Zip(talk.Used))
        {
            // What was put away is not recalled.
            long[] sequences =
            [
                .. used.Where(ordinal => !known[ordinal].Archived).Select(ordinal => known[ordinal].Sequence).Order(),
            ];
            if (sequences.Length > 0)
            {
                Apply(known, FrameType.Use, new UseRecord(turn.Time, sequences).Encode());
            }

            known.Apply(known.Position + 1, turn);
            left++;
            if (left > RetentionPolicies.WithSlack(budget))
            {
                left -= Archive(known, forgetter, budget, turn.Time);
            }
        }

        Archive(known, forgetter, budget, talk.Turns[^1].Time);
        return [.. Enumerable.Range(0, known.Count).Where(ordinal => !known[ordinal].Archived)];
    }

    private static int Archive(MemoryProjection known, Forgetter forgetter, int budget, DateTimeOffset now)
    {
        var going = forgetter(known, budget, now).ToArray();
        foreach (var ordinal in going)
        {
            Apply(known, FrameType.Decision, RecordJson.Encode(new DecisionRecord
            {
                Kind = DecisionKind.Archive,
                At = now,
                Subject = known[ordinal].Sequence,
            }));
        }

        return going.Length;
    }

    private static void Apply(MemoryProjection known, FrameType type, byte[] payload) =>
        known.Apply(new LogFrame(known.Position + 1, type, payload, Erased: false));
}
