using Agents.Memory.Consolidation;
using Agents.Memory.Items;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class TopicDigestTests
{
    private readonly TalkingUser _user = new();

    [Fact]
    public void Three_things_of_a_kind_are_a_topic_of_a_line_each()
    {
        _user.Say("I like tea. I like chess. I hate rain.");

        Assert.Equal(1, _user.Digest());

        Assert.Equal(
            ["user · likes: tea\nuser · likes: chess\nuser · dislikes: rain"], _user.DigestsNow("summary.preference"));
    }

    [Fact]
    public void What_is_known_of_someone_else_is_one_topic()
    {
        _user.Say("My sister Clara lives in Porto. Clara works at Contoso. Clara likes chess.");

        _user.Digest();

        var text = Assert.Single(_user.DigestsNow("summary.about"));
        Assert.All(text.Split('\n'), line => Assert.StartsWith("Clara · ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_topic_in_Chinese_has_its_lines_too()
    {
        _user.Say("我喜欢茶。我喜欢下棋。我讨厌下雨。");

        _user.Digest();

        Assert.Contains("茶", Assert.Single(_user.DigestsNow("summary.preference")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_things_are_no_topic_and_twelve_lines_are_the_most()
    {
        _user.Say("I like tea. I like chess.");
        Assert.Equal(0, _user.Digest());
        string[] more =
        [
            "jazz", "bread", "snow", "maps", "ferns", "kites", "plums", "clay", "boats", "stamps", "drums", "moss",
        ];
        foreach (var thing in more)
        {
            _user.Say($"I like {thing}.");
        }

        _user.Digest();

        Assert.Equal(12, Assert.Single(_user.DigestsNow("summary.preference")).Split('\n').Length);
    }

    [Fact]
    public void A_topic_ends_with_the_first_of_its_lines_and_is_made_again_of_what_holds()
    {
        _user.Say("I live in Porto. My name is Marta. I work at Contoso.");
        _user.Digest();
        var topic = Topic();

        _user.Say("I moved to Leeds.");

        Assert.Equal(ItemStanding.Retired, topic.Standing);
        Assert.Equal(1, _user.Digest());
        var text = Assert.Single(_user.DigestsNow("summary.profile"));
        Assert.Contains("Leeds", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Porto", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_more_takes_the_place_of_the_topic()
    {
        _user.Say("I like tea. I like chess. I like jazz.");
        _user.Digest();
        var topic = Topic();

        _user.Say("I like plums.");

        Assert.Equal(1, _user.Digest());
        Assert.Equal(ItemStanding.Superseded, topic.Standing);
        Assert.Single(_user.DigestsNow("summary.preference"));
    }

    [Fact]
    public void Erasing_what_a_line_says_erases_the_topic()
    {
        var tea = _user.Say("I like tea.");
        _user.Say("I like chess. I like jazz.");
        _user.Digest();

        _user.Erase(tea);

        Assert.DoesNotContain(_user.Known.Items.All, item => item.IsDigest);
        Assert.Equal(0, _user.Digest());
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void Erasing_an_item_that_the_user_rewrote_takes_the_topic_that_shows_it_along()
    {
        _user.Say("I like tea. I like chess. I like jazz.");
        _user.Decide(DecisionKind.Edit, _user.IdOf(_user.Item("likes", "tea")), "quinces");
        _user.Digest();
        Assert.Contains("quinces", Assert.Single(_user.DigestsNow("summary.preference")), StringComparison.Ordinal);
        Assert.True(_user.Known.TryFind(_user.IdOf(_user.Item("likes", "quinces")), out var item));

        _user.Erase(item);

        Assert.DoesNotContain(_user.Known.Items.All, item => item.IsDigest);
    }

    [Fact]
    public void A_forgotten_line_hides_the_topic_and_the_next_does_without_it()
    {
        _user.Say("I like tea. I like chess. I like jazz. I like plums.");
        _user.Digest();
        var topic = Topic();

        _user.Decide(DecisionKind.Forget, _user.IdOf(_user.Item("likes", "tea")));

        Assert.True(_user.Known.TryFindRecord(topic.Sequence, out var ordinal));
        Assert.False(_user.Known.Index.IsVisible(ordinal));
        Assert.Equal(1, _user.Digest());
        Assert.DoesNotContain(
            "tea", Assert.Single(_user.DigestsNow("summary.preference")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_waits_until_what_is_known_of_it_has_rested()
    {
        _user.Say("I like tea. I like chess. I like jazz.");
        var last = _user.Known.Index[_user.Known.Count - 1].RecordedAt;
        var digests = new Digests(_user.Known, TimeSpan.FromMinutes(30));

        Assert.Equal(TimeSpan.FromMinutes(29), digests.Owed(last.AddMinutes(1)).Rest);
        Assert.Single(digests.Owed(last.AddMinutes(30)).Now);
    }

    private ItemState Topic() => _user.Known.Items.All.Single(item =>
        item is { IsDigest: true, Standing: ItemStanding.Current });
}
