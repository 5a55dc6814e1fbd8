using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using CsCheck;

namespace Agents.Memory.Tests.Projection;

public sealed class MemoryProjectionProperties
{
    private enum Act
    {
        Append,
        Vector,
        Edit,
        Pin,
        Expire,
        Forget,
        Restore,
        Archive,
        Hold,
        Use,
        Retain,
        Erase,
    }

    /// <summary>Between the expiries of <see cref="Live"/>, which are minutes of one hour.</summary>
    private static readonly DateTimeOffset HalfPast = new(2030, 1, 1, 0, 25, 0, TimeSpan.Zero);

    private static readonly (MemoryKind Kind, MemoryState State)[] Cells =
    [
        .. from kind in Enum.GetValues<MemoryKind>()
           from state in Enum.GetValues<MemoryState>()
           select (kind, state),
    ];

    private static readonly Gen<(Act Act, int Pick)[]> Lives =
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 50]).Array[1, 60];

    [Fact]
    public void A_projection_rebuilt_from_the_log_equals_the_live_one_bit_for_bit() => Lives.Sample(
        life =>
        {
            var script = new FrameScript();
            var live = Live(script, life);

            Assert.Equal(live.ToSnapshot().Span, script.Fold().ToSnapshot().Span);
        },
        iter: 300);

    [Fact]
    public void An_episode_applied_as_it_was_given_equals_one_that_was_written_and_read() => Gen.Select(
        Gen.OneOf(Gen.String, Gen.OneOf("I said \"no\".", "豆腐 🙂", "half \uD83D", "e\u0301\u0000")),
        Gen.DateTimeOffset,
        Gen.Bool).Sample((text, time, evidence) =>
    {
        var episode = new EpisodeRecord
        {
            Id = "a",
            Role = "user",
            Author = text,
            Text = text,
            Time = time,
            RecordedAt = time,
            Conversation = text,
            Evidence = evidence,
            ContentHash = 7,
            Idempotency = new IdempotencyMark(1, 2),
        };
        var frame = new LogFrame(1, FrameType.Episode, RecordJson.Encode(episode), Erased: false);
        var (given, read) = (Empty(), Empty());
        read.Apply(frame);

        if (episode.IsWrittenAsIs)
        {
            given.Apply(1, episode);
            Assert.Equal(read.ToSnapshot().Span, given.ToSnapshot().Span);
        }
        else
        {
            Assert.Contains(text, char.IsSurrogate);
        }
    });

    [Fact]
    public void A_projection_rebuilt_after_the_storage_emptied_erased_frames_equals_the_live_one() => Lives.Sample(
        life =>
        {
            var script = new FrameScript();
            var live = Live(script, life);
            script.Empty(live.OwedErasures);

            Assert.Equal(live.ToSnapshot().Span, script.Fold().ToSnapshot().Span);
        },
        iter: 300);

    [Fact]
    public void A_snapshot_reads_back_as_the_projection_that_wrote_it() => Lives.Sample(
        life =>
        {
            var script = new FrameScript();
            var snapshot = Live(script, life).ToSnapshot();

            Assert.True(
                MemoryProjection.TryFromSnapshot(
                    snapshot,
                    new RecallOptions { Dimension = FrameScript.Dimension },
                    FrameScript.Model,
                    out var read));
            Assert.Equal(snapshot.Span, read!.ToSnapshot().Span);
        },
        iter: 300);

    [Fact]
    public void What_is_counted_is_what_a_scan_finds() => Lives.Sample(
        life =>
        {
            var live = Live(new FrameScript(), life);
            Assert.True(MemoryProjection.TryFromSnapshot(
                live.ToSnapshot(),
                new RecallOptions { Dimension = FrameScript.Dimension },
                FrameScript.Model,
                out var read));
            foreach (var moment in new[] { DateTimeOffset.MinValue, HalfPast, DateTimeOffset.MaxValue })
            {
                foreach (var projection in new[] { live, read! })
                {
                    projection.Expire(moment);
                    Assert.Equal(Scan(projection, moment), Counted(projection));
                }
            }
        },
        iter: 300);

    private static int[] Scan(MemoryProjection projection, DateTimeOffset moment)
    {
        var states = Enumerable.Range(0, projection.Count).Where(ordinal => !projection[ordinal].Erased)
            .ToLookup(ordinal => (projection.Index.KindOf(ordinal), projection.StateOf(ordinal, moment)));
        return [.. Cells.Select(cell => states[cell].Count())];
    }

    private static int[] Counted(MemoryProjection projection) =>
        [.. Cells.Select(cell => projection.Counts[cell.Kind, cell.State])];

    /// <summary>Applies each frame as it is written, as a grain does.</summary>
    private static MemoryProjection Live(FrameScript script, (Act Act, int Pick)[] life)
    {
        var live = new MemoryProjection(new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model);
        foreach (var (act, pick) in life)
        {
            if (act == Act.Append || live.Live == 0)
            {
                live.Apply(script.Episode($"id{script.Next}", $"text {pick} of beagle {script.Next}", pick % 7 != 0));
                continue;
            }

            int[] ordinals = [.. Enumerable.Range(0, live.Count).Where(ordinal => !live[ordinal].Erased)];
            var chosen = ordinals[pick % ordinals.Length];
            var subject = live[chosen].Sequence;
            live.Apply(act switch
            {
                Act.Vector => script.Vector(live[chosen].TextSequence, seed: pick),
                Act.Edit => script.Decide(DecisionKind.Edit, subject, $"edited {pick}"),
                Act.Pin => script.Decide(pick % 2 == 0 ? DecisionKind.Pin : DecisionKind.Unpin, subject),
                Act.Expire => script.Decide(
                    DecisionKind.Expire, subject, expires: new DateTimeOffset(2030, 1, 1, 0, pick, 0, TimeSpan.Zero)),
                Act.Forget => script.Decide(DecisionKind.Forget, subject),
                Act.Restore => script.Decide(DecisionKind.Restore, subject),
                Act.Archive => script.Decide(DecisionKind.Archive, subject),
                Act.Hold => script.Decide(pick % 2 == 0 ? DecisionKind.Hold : DecisionKind.Unhold, subject),
                Act.Use => script.Use(
                    [subject, live[pick % live.Count].Sequence + 1],
                    new DateTimeOffset(2025 + (pick % 3), 1, 1, 0, 0, 0, default)),
                Act.Retain => script.Retain(
                    pick % 5 == 0 ? null : new() { MemoriesMax = pick, BytesMax = (long)pick << 40 }),
                _ => script.Erase(live, chosen),
            });
        }

        return live;
    }

    private static MemoryProjection Empty() =>
        new(new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model);
}
