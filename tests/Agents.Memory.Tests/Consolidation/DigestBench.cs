using System.Diagnostics;
using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Tests.Projection;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>What summaries cost beside reading the same turns; a figure, no check.</summary>
public sealed class DigestBench(ITestOutputHelper output)
{
    private const int Talks = 200;
    private const int TurnsOfTalk = 20;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact(Explicit = true)]
    public void Summing_up_two_hundred_conversations_costs_this_much()
    {
        var script = new FrameScript();
        var known = new MemoryProjection(new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model);
        var chance = new Random(1);
        var texts = new List<SourceText>();
        for (var turn = 0; turn < Talks * TurnsOfTalk; turn++)
        {
            var words = Enumerable.Range(0, 14).Select(_ => $"w{chance.Next(40 + (turn / TurnsOfTalk * 3))}");
            var text = $"I like {words.First()} and we talked about {string.Join(' ', words)}. Then I went home early.";
            var frame = script.Episode($"t{turn}", text, conversation: $"c{turn / TurnsOfTalk}");
            known.Apply(frame);
            texts.Add(new SourceText(frame.Sequence, frame.Sequence, text, Start, "user", "user", null, null));
        }

        var reading = Timed(() => texts.ForEach(text => RuleExtractor.Extract(text.Text, text.Time)));
        IReadOnlyList<OwedDigest> owed = [];
        var looking = Timed(() => owed = new Digests(known, TimeSpan.Zero).Owed(Start.AddYears(1)).Now);
        ItemRecord[] made = [];
        var making = Timed(() => made =
        [
            .. owed.Select(digest => digest.Make(
                [.. digest.Turns.Select(turn => texts[turn])], Start, new Dictionary<string, SummaryChoice>())!),
        ]);
        var (frames, _) = Digests.Frames(
            made, [], new ConsolidationRecord { At = Start, Done = [] }, known.Position + 1);
        var applying = Timed(() =>
        {
            foreach (var frame in frames)
            {
                known.Apply(script.Add(frame.Type, frame.Payload.ToArray()));
            }
        });
        var idle = Timed(() => owed = new Digests(known, TimeSpan.Zero).Owed(Start.AddYears(1)).Now);

        Assert.Empty(owed);
        output.WriteLine(
            $"{texts.Count} turns in {Talks} conversations: read by rules {reading:0} ms; "
            + $"what is owed {looking:0.0} ms, {made.Length} summaries {making:0} ms, applied {applying:0.0} ms; nothing owed {idle:0.0} ms; "
            + $"{frames.Sum(frame => frame.Payload.Length) / made.Length} bytes a summary");
    }

    private static double Timed(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
