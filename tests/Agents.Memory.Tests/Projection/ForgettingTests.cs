using Agents.Contracts;
using Agents.Memory.Records;
using Agents.Memory.Tests.Consolidation;

namespace Agents.Memory.Tests.Projection;

/// <summary>What use, retention and a hold do to the projection.</summary>
public sealed class ForgettingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FrameScript _script = new();

    [Fact]
    public void A_memory_that_was_used_is_more_present_than_its_like()
    {
        _script.Episode("a", "one");
        _script.Episode("b", "two");
        _script.Use([1], Noon);

        var projection = _script.Fold();

        Assert.Equal((1L, 0L), (projection.Uses.CountOf(0), projection.Uses.CountOf(1)));
        Assert.True(projection.ActivationOf(0, Noon) > projection.ActivationOf(1, Noon));
        Assert.True(projection.ActivationOf(0, Noon.AddYears(1)) < projection.ActivationOf(0, Noon));
    }

    [Fact]
    public void A_turn_that_comes_with_its_time_is_as_old_as_it_says_and_never_of_the_future()
    {
        var learnt = Noon.AddDays(1);
        foreach (var (id, said) in new[] { ("past", Noon.AddYears(-1)), ("future", Noon.AddYears(1)) })
        {
            _script.Add(Agents.Memory.Log.FrameType.Episode, RecordJson.Encode(new EpisodeRecord
            {
                Id = id,
                Role = "user",
                Author = "user",
                Text = id,
                Time = said,
                RecordedAt = learnt,
                ContentHash = 1,
            }));
        }

        var projection = _script.Fold();

        Assert.Equal(
            (Noon.AddYears(-1).UtcTicks, learnt.UtcTicks), (projection.MadeAt(0), projection.MadeAt(1)));
    }

    [Fact]
    public void What_is_put_away_is_out_of_recall_until_it_is_restored_which_counts_as_a_use()
    {
        _script.Episode("a", "I like tea.");
        _script.Decide(DecisionKind.Archive, 1);
        var projection = _script.Fold();
        Assert.Equal(MemoryState.Archived, projection.StateOf(0, Noon));
        Assert.False(projection.Index.IsVisible(0));

        projection.Apply(_script.Decide(DecisionKind.Restore, 1));

        Assert.Equal(MemoryState.Active, projection.StateOf(0, Noon));
        Assert.True(projection.Index.IsVisible(0));
        Assert.Equal(1, projection.Uses.CountOf(0));
    }

    [Fact]
    public void What_is_held_does_not_expire()
    {
        _script.Episode("a", "The meeting is at noon.");
        _script.Decide(DecisionKind.Expire, 1, expires: Noon);
        _script.Decide(DecisionKind.Hold, 1);
        var projection = _script.Fold();
        projection.Expire(Noon);
        Assert.Equal((true, MemoryState.Active), (projection.Index.IsVisible(0), projection.StateOf(0, Noon)));

        projection.Apply(_script.Decide(DecisionKind.Unhold, 1));
        projection.Expire(Noon);

        Assert.Equal((false, MemoryState.Expired), (projection.Index.IsVisible(0), projection.StateOf(0, Noon)));
    }

    [Fact]
    public void The_policy_is_the_last_that_was_decided()
    {
        _script.Retain(new RetentionPolicy { MemoriesMax = 10 });
        _script.Retain(new RetentionPolicy { BytesMax = 5_000, ExpireAfterDays = 7 });
        Assert.Equal(new RetentionPolicy { BytesMax = 5_000, ExpireAfterDays = 7 }, _script.Fold().Policy);

        _script.Retain(null);
        Assert.Null(_script.Fold().Policy);
    }

    [Fact]
    public void Uses_of_what_is_gone_change_nothing_and_keep_no_erasure_waiting()
    {
        _script.Episode("a", "My pin is 1234.");
        _script.Use([1], Noon);
        var projection = _script.Fold();
        projection.Apply(_script.Erase(projection, 0));
        Assert.Equal([1L], projection.OwedErasures);

        projection.Apply(_script.Use([1, 700], Noon));

        Assert.Equal(0, projection.Uses.Count);
        _script.Empty([1]);
        Assert.Equal(projection.ToSnapshot().Span, _script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void A_text_is_counted_in_bytes_as_it_stands_now()
    {
        _script.Episode("a", "豆腐");
        _script.Episode("b", "tofu");
        _script.Decide(DecisionKind.Edit, 2, "smoked tofu");

        var projection = _script.Fold();

        Assert.Equal((6, 11), (projection[0].TextBytes, projection[1].TextBytes));
        projection.Apply(_script.Erase(projection, 0));
        Assert.Equal(0, projection[0].TextBytes);
    }

    [Fact]
    public void An_item_outlives_the_turn_that_it_was_taken_from_and_shows_itself_then()
    {
        var user = new TalkingUser();
        user.Say("I live in Porto.");
        Assert.True(user.Known.TryFind(user.IdOf(user.Item("home", "Porto")), out var item));

        user.Decide(DecisionKind.Archive, "turn-0");
        Assert.True(user.Known.Index.IsVisible(item));

        user.Decide(DecisionKind.Forget, "turn-0");
        Assert.False(user.Known.Index.IsVisible(item));
    }

    [Fact]
    public void An_item_that_was_put_away_comes_back_when_it_is_said_again()
    {
        var user = new TalkingUser();
        user.Say("I live in Porto.");
        var id = user.IdOf(user.Item("home", "Porto"));
        user.Decide(DecisionKind.Archive, id);
        Assert.True(user.Known.TryFind(id, out var item));
        Assert.Equal(MemoryState.Archived, user.Known.StateOf(item, Noon));

        user.Say("Well, I live in Porto!");

        Assert.Equal(MemoryState.Active, user.Known.StateOf(item, Noon));
        Assert.Equal(1, user.Known.Uses.CountOf(item));
    }
}
