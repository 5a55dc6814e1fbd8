using Agents.Contracts;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Retention;
using Agents.Memory.Tests.Consolidation;
using Agents.Memory.Tests.Projection;
using CsCheck;

namespace Agents.Memory.Tests.Retention;

public sealed class RetentionPlannerTests
{
    // Some days after the last frame of any script here.
    private static readonly DateTimeOffset Later = new(2026, 5, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(int Act, int Pick)[]> Lives = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 50]).Array[1, 50];

    private static readonly Gen<RetentionPolicy> Policies = Gen.Select(
        Gen.Int[1, 30].Nullable(),
        Gen.Long[1, 400].Nullable(),
        Gen.Int[1, 12].Nullable(),
        (memories, bytes, days) =>
            new RetentionPolicy { MemoriesMax = memories, BytesMax = bytes, ExpireAfterDays = days });

    private readonly FrameScript _script = new();

    [Fact]
    public void What_is_left_fits_as_far_as_it_may_be_touched_and_what_is_pinned_or_held_stays() =>
        Gen.Select(Lives, Policies).Sample((life, policy) =>
        {
            var known = Live(life).Fold();

            var draft = RetentionPlanner.Plan(known, policy, Later);
            var gone = draft.Going.Select(choice => choice.Ordinal).ToHashSet();

            Assert.Equal(draft.Going.Count, gone.Count);
            Assert.All(gone, ordinal => Assert.True(known[ordinal] is { Exempt: false, Erased: false }));
            Assert.All(gone, ordinal => Assert.Equal(MemoryState.Active, known.StateOf(ordinal, Later)));
            var left = draft.Usage.Memories - gone.Count;
            var bytes = draft.Usage.Bytes - gone.Sum(ordinal => (long)known[ordinal].TextBytes);
            Assert.True(gone.Count == draft.Free || !(left > policy.MemoriesMax || bytes > policy.BytesMax));
            Assert.Equal(draft.Free > 0 && gone.Count == draft.Free, draft.LeavesNothing);
        });

    [Fact]
    public void The_same_log_policy_and_moment_give_the_same_plan_rebuilt_or_from_a_snapshot() =>
        Gen.Select(Lives, Policies).Sample((life, policy) =>
        {
            var script = Live(life);
            var known = script.Fold();
            Assert.True(MemoryProjection.TryFromSnapshot(
                known.ToSnapshot(),
                new RecallOptions { Dimension = FrameScript.Dimension },
                FrameScript.Model,
                out var read));

            var plan = RetentionPlanner.Plan(known, policy, Later).Going;

            Assert.Equal(plan, RetentionPlanner.Plan(script.Fold(), policy, Later).Going);
            Assert.Equal(plan, RetentionPlanner.Plan(read!, policy, Later).Going);
        });

    [Fact]
    public void A_policy_without_limits_takes_nothing_and_neither_does_one_that_fits()
    {
        Say("a", "b", "c");

        Assert.Empty(Plan(new RetentionPolicy()).Going);
        Assert.Empty(Plan(new RetentionPolicy { MemoriesMax = 3, BytesMax = 1_000, ExpireAfterDays = 30 }).Going);
    }

    [Fact]
    public void Of_two_that_say_alike_the_one_that_was_used_stays()
    {
        Say("red", "blue");
        _script.Use([1], Later.AddDays(-1));

        var choice = Assert.Single(Plan(new RetentionPolicy { MemoriesMax = 1 }).Going);

        Assert.Equal((1, RetentionPlanner.ByMemories), (choice.Ordinal, choice.Why));
    }

    [Fact]
    public void What_says_something_stays_before_small_talk_of_the_same_day()
    {
        Say(
            "How are you doing today?",
            "My sister Ines keeps bees near Coimbra.",
            "Thanks, that is nice to hear!",
            "I gave my old cello to the conservatory in March.");

        var going = Plan(new RetentionPolicy { MemoriesMax = 2 }).Going.Select(choice => choice.Ordinal);

        Assert.Equal([0, 2], going.Order());
    }

    [Fact]
    public void Bytes_are_those_of_the_texts()
    {
        Say("豆腐豆腐", "tofu");

        var draft = Plan(new RetentionPolicy { BytesMax = 15 });

        Assert.Equal(16, draft.Usage.Bytes);
        Assert.Equal(RetentionPlanner.ByBytes, Assert.Single(draft.Going).Why);
    }

    [Fact]
    public void What_is_older_than_the_policy_allows_goes_first_unless_it_has_an_expiry_of_its_own()
    {
        Say("one", "two", "three");
        _script.Decide(DecisionKind.Expire, 2, expires: Later.AddYears(1));
        _script.Decide(DecisionKind.Pin, 3);

        var draft = Plan(new RetentionPolicy { ExpireAfterDays = 5 });

        var choice = Assert.Single(draft.Going);
        Assert.Equal((0, RetentionPlanner.ByAge), (choice.Ordinal, choice.Why));
        Assert.Equal((3, 1), (draft.Usage.Memories, draft.Usage.Exempt));
    }

    [Fact]
    public void What_was_put_away_superseded_forgotten_or_is_no_evidence_does_not_count()
    {
        var user = new TalkingUser();
        user.Say("I live in Porto.");
        user.Say("I live in Braga.");
        user.Say("The weather is fine.");
        user.Say("The weather was better.");
        user.Decide(DecisionKind.Archive, "turn-0");
        user.Decide(DecisionKind.Forget, "turn-5");
        user.Known.Apply(user.Script.Episode("offline", "An offline answer.", evidence: false));

        // The turn about Braga, its item, and the first about the weather.
        var usage = RetentionPlanner.Usage(user.Known, Later);

        Assert.Equal((3, 1), (usage.Memories, usage.Archived));
    }

    [Fact]
    public void An_item_outlives_the_turn_that_it_was_taken_from()
    {
        var user = new TalkingUser();
        user.Say("I live in Porto.");

        var choice = Assert.Single(
            RetentionPlanner.Plan(user.Known, new RetentionPolicy { MemoriesMax = 1 }, Later).Going);

        Assert.Equal(MemoryKind.Episode, user.Known.Index.KindOf(choice.Ordinal));
    }

    [Fact]
    public void What_the_user_brought_back_does_not_leave_again_at_once()
    {
        Say("My sister Ines keeps bees near Coimbra.", "Thanks!", "I gave my cello away in March.");
        _script.Decide(DecisionKind.Archive, 2);
        _script.Decide(DecisionKind.Restore, 2);

        var choice = Assert.Single(Plan(new RetentionPolicy { MemoriesMax = 2 }).Going);

        Assert.NotEqual(1, choice.Ordinal);
    }

    [Fact]
    public void A_policy_that_leaves_nothing_that_it_may_touch_says_so()
    {
        Say("one", "two", "three");
        _script.Decide(DecisionKind.Pin, 1);

        Assert.True(Plan(new RetentionPolicy { MemoriesMax = 1 }).LeavesNothing);
        Assert.False(Plan(new RetentionPolicy { MemoriesMax = 2 }).LeavesNothing);
        Assert.True(Plan(new RetentionPolicy { ExpireAfterDays = 1 }).LeavesNothing);
    }

    [Fact]
    public void Of_two_policies_the_stricter_limit_counts_each_by_itself()
    {
        var user = new RetentionPolicy { MemoriesMax = 10, BytesMax = 500 };
        var tenant = new RetentionPolicy { MemoriesMax = 20, BytesMax = 300, ExpireAfterDays = 7 };

        Assert.Equal(
            new RetentionPolicy { MemoriesMax = 10, BytesMax = 300, ExpireAfterDays = 7 },
            RetentionPolicies.Stricter(user, tenant));
        Assert.Equal(tenant, RetentionPolicies.Stricter(null, tenant));
        Assert.True(RetentionPolicies.IsEmpty(RetentionPolicies.Stricter(null, null)));
    }

    private RetentionDraft Plan(RetentionPolicy policy) => RetentionPlanner.Plan(_script.Fold(), policy, Later);

    private void Say(params string[] texts)
    {
        foreach (var text in texts)
        {
            _script.Episode($"id{_script.Next}", text, conversation: "c");
        }
    }

    private static FrameScript Live((int Act, int Pick)[] life)
    {
        var script = new FrameScript();
        foreach (var (act, pick) in life)
        {
            var subject = 1 + (pick % Math.Max(1, script.Next - 1));
            _ = act switch
            {
                1 => script.Decide(DecisionKind.Pin, subject),
                2 => script.Decide(DecisionKind.Hold, subject),
                3 => script.Decide(DecisionKind.Archive, subject),
                4 => script.Use([subject]),
                5 => script.Decide(DecisionKind.Edit, subject, $"edited {pick}"),
                6 => script.Decide(DecisionKind.Expire, subject, expires: Later.AddDays(pick - 25)),
                _ => script.Episode($"id{script.Next}", $"text {pick} of beagle {pick % 7}", pick % 9 != 0, "c"),
            };
        }

        return script;
    }
}
