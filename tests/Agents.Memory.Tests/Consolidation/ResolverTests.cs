using Agents.Memory.Extraction;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class ResolverTests
{
    private static readonly DateTimeOffset Day = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly TalkingUser _user = new();

    [Fact]
    public void The_latest_statement_of_a_functional_slot_holds_and_the_other_is_history()
    {
        _user.Say("I work at Contoso.");
        _user.Say("I now work at Fabrikam.");

        Assert.Equal(["Fabrikam"], _user.Now("user", "employer"));
        var old = _user.Item("employer", "Contoso");
        Assert.Equal(ItemStanding.Superseded, old.Standing);
        Assert.Equal(_user.Item("employer", "Fabrikam").ValidFrom, old.ValidTo);
    }

    [Fact]
    public void What_is_learnt_late_of_an_earlier_time_is_history_at_once()
    {
        _user.Say("I work at Fabrikam.", Day);
        _user.Say("I work at Contoso since 2019.", Day.AddDays(3));

        Assert.Equal(["Fabrikam"], _user.Now("user", "employer"));
        Assert.Equal(ItemStanding.Superseded, _user.Item("employer", "Contoso").Standing);
    }

    [Theory]
    [InlineData("I work at Siemens.", "I no longer work at Siemens; I started at Zalando on April 1st.", "employer",
        "Zalando")]
    [InlineData("I live in Hamburg.", "I moved to Berlin last month.", "home", "Berlin")]
    [InlineData("我住在上海浦东。", "上个月我搬到杭州了。", "home", "杭州")]
    public void A_change_that_is_told_of_late_takes_the_place_of_what_was_known_before(
        string before, string after, string slot, string now)
    {
        _user.Say(before, new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        _user.Say(after, new DateTimeOffset(2026, 4, 12, 10, 0, 0, TimeSpan.Zero));

        Assert.Equal([now], _user.Now("user", slot));
        var old = _user.Known.Items.All.First();
        Assert.Equal(ItemStanding.Superseded, old.Standing);
        Assert.True(old.ValidFrom < old.ValidTo);
    }

    [Fact]
    public void The_same_again_is_one_item_with_both_sources()
    {
        _user.Say("I live in Porto.");
        _user.Say("As I said, nothing new here.");
        _user.Say("I live in Porto!");

        Assert.Equal(2, _user.Item("home", "Porto").Sources.Count);
    }

    [Fact]
    public void Events_of_two_days_never_merge()
    {
        _user.Say("I had dinner with Ann on Monday.", Day);
        _user.Say("I had dinner with Ann on Monday.", Day.AddDays(7));

        Assert.Equal(2, _user.Now("user", "event").Length);
    }

    [Fact]
    public void What_ended_is_absent_and_may_begin_again()
    {
        _user.Say("I have a dog.");
        _user.Say("I no longer have a dog.");
        Assert.Empty(_user.Now("user", "pet"));
        Assert.Equal(["dog"], _user.Now("user", "pet", Polarity.Ended));

        _user.Say("I have a dog again.");
        Assert.Equal(["dog"], _user.Now("user", "pet"));
        Assert.Empty(_user.Now("user", "pet", Polarity.Ended));
    }

    [Fact]
    public void Two_minds_are_kept_as_a_pair()
    {
        _user.Say("I love opera.");
        _user.Say("I hate opera.");

        var second = _user.Item("dislikes", "opera");
        Assert.Equal([_user.Item("likes", "opera").Sequence], second.Contradicts);
        Assert.Equal(["opera"], _user.Now("user", "likes"));
    }

    [Theory]
    [InlineData("I hate jazz. I love jazz.", "likes", "dislikes")]
    [InlineData("I love jazz. I hate jazz.", "dislikes", "likes")]
    public void Two_minds_of_one_text_are_a_pair_as_well(string text, string later, string earlier)
    {
        _user.Say(text);

        Assert.Equal([_user.Item(earlier, "jazz").Sequence], _user.Item(later, "jazz").Contradicts);
    }

    [Fact]
    public void What_rested_on_a_fact_goes_with_it_and_what_rests_on_that()
    {
        _user.Say("I live in Boston.");
        _user.Say("I have a parking permit because I live in Boston.");
        _user.Say("I like sushi.");
        _user.Say("I moved to Denver.");

        Assert.Equal(ItemStanding.Retired, _user.Item("owns", "parking permit").Standing);
        Assert.Equal(["sushi"], _user.Now("user", "likes"));
    }

    [Fact]
    public void What_the_user_removed_is_not_taken_again()
    {
        _user.Say("I live in Porto.");
        _user.Decide(DecisionKind.Forget, _user.IdOf(_user.Item("home", "Porto")));
        _user.Say("I live in Porto.");

        Assert.Single(_user.Known.Items.All);
        Assert.Empty(_user.Known.Index.Search(Recall.SomeRecall.Query("Porto") with
        {
            Kinds =
            [Contracts.MemoryKind.Profile]
        }).Hits);
    }

    [Fact]
    public void What_the_user_rewrote_stays_as_they_wrote_it()
    {
        _user.Say("I live in Porto.");
        _user.Decide(DecisionKind.Edit, _user.IdOf(_user.Item("home", "Porto")), "Lisbon");
        _user.Say("I live in Porto.");

        Assert.Equal(["Lisbon"], _user.Now("user", "home"));
        Assert.Single(_user.Known.Items.All);
    }

    [Fact]
    public void What_a_model_says_of_the_user_is_no_fact()
    {
        _user.Say("You said that I live in Porto. I live in Porto.", role: "assistant", author: "assistant");

        Assert.Empty(_user.Known.Items.All);
        Assert.Equal(0, _user.Known.Owed);
    }

    [Fact]
    public void An_author_with_a_name_speaks_of_themselves()
    {
        _user.Say("I live in Porto.", author: "Marta");

        Assert.Equal(["Porto"], _user.Now("Marta", "home"));
    }

    [Fact]
    public void An_edited_turn_takes_back_what_it_no_longer_says()
    {
        var turn = _user.Say("I live in Porto.");
        _user.Decide(DecisionKind.Edit, _user.Known.Index[turn].Id, "I live in Braga.");

        Assert.Equal(["Braga"], _user.Now("user", "home"));
    }
}
