using Agents.Memory.Extraction;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Tests.Projection;
using CsCheck;

namespace Agents.Memory.Tests.Consolidation;

public sealed class ItemProperties
{
    private static readonly string[] Sentences =
    [
        "I live in Porto.", "I live in Braga.", "I moved to Leeds.", "I have a dog.", "I no longer have a dog.",
        "I have a cat and a dog.", "I work at Contoso.", "I quit Contoso.", "I like tea.", "I hate tea.",
        "I rent a flat because I live in Porto.", "I have a permit because I live in Braga.",
        "我住在杭州。", "我搬到了苏州。", "我养了一只猫。", "我不再养猫了。", "因为我住在杭州，我每天坐地铁。", "Nothing to take.",
    ];

    private static readonly Gen<(int Act, int Pick)[]> Lives =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, 100]).Array[1, 40];

    [Fact]
    public void A_projection_with_items_rebuilt_from_the_log_equals_the_live_one_bit_for_bit() => Lives.Sample(
        life =>
        {
            // One life: a sentence that takes too long to read on a busy machine is passed over.
            var user = Live(life);

            Assert.Equal(user.Known.ToSnapshot().Span, user.Script.Fold().ToSnapshot().Span);
        },
        iter: 80);

    [Fact]
    public void A_snapshot_gives_the_items_back() => Lives.Sample(
        life =>
        {
            var snapshot = Live(life).Known.ToSnapshot();

            Assert.True(MemoryProjection.TryFromSnapshot(
                snapshot, new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model,
                    out var read));
            Assert.Equal(snapshot.Span, read!.ToSnapshot().Span);
        },
        iter: 50);

    [Fact]
    public void No_functional_slot_has_two_current_values_and_nothing_current_rests_on_what_ended() => Lives.Sample(
        life =>
        {
            var known = Live(life).Known;
            var current = known.Items.All.Where(item => item.Standing == ItemStanding.Current
                && !item.Edited).ToArray();
            var twice = current.Where(item => item is { Functional: true, Polarity: Polarity.Holds })
                .GroupBy(item => (item.Subject, item.Slot)).Where(slot => slot.Count() > 1);

            Assert.Empty(twice);
            Assert.All(current, item => Assert.All(
                item.RestsOn, premise => Assert.Equal(ItemStanding.Current, known.Items.Find(premise)?.Standing)));
            Assert.All(known.Items.All, item => Assert.All(item.RestsOn,
                premise => Assert.True(premise < item.Sequence)));
        },
        iter: 80);

    private static TalkingUser Live((int Act, int Pick)[] life)
    {
        var user = new TalkingUser();
        foreach (var (act, pick) in life)
        {
            var alive = Enumerable.Range(0, user.Known.Count).Where(ordinal => !user.Known[ordinal].Erased).ToArray();
            var chosen = alive.Length == 0 ? -1 : alive[pick % alive.Length];
            switch (act)
            {
                case 7 when chosen >= 0:
                    user.Erase(chosen);
                    user.Read(null);
                    break;
                case 8 when chosen >= 0:
                    user.Decide(DecisionKind.Forget, user.Known.Index[chosen].Id);
                    break;
                case 9 when chosen >= 0:
                    user.Decide(DecisionKind.Edit, user.Known.Index[chosen].Id, Sentences[pick % Sentences.Length]);
                    break;
                case 10 when user.Known.Runs.Count > 0:
                    user.Undo(user.Known.Runs[pick % user.Known.Runs.Count]);
                    break;
                case 11 when chosen >= 0:
                    user.Decide(DecisionKind.Archive, user.Known.Index[chosen].Id);
                    break;
                case 12 when chosen >= 0:
                    user.Decide(DecisionKind.Restore, user.Known.Index[chosen].Id);
                    break;
                case 13 when chosen >= 0:
                    user.Use(user.Known.Index[chosen].Id);
                    break;
                default:
                    user.Say(Sentences[pick % Sentences.Length]);
                    break;
            }
        }

        return user;
    }
}
