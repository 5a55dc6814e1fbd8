using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class RunUndoTests
{
    private readonly TalkingUser _user = new();

    [Fact]
    public void What_a_run_added_goes_and_what_it_ended_holds_again()
    {
        _user.Say("I live in Porto.");
        _user.Say("I have a permit because I live in Porto.");
        _user.Say("I moved to Leeds.");
        Assert.Equal(["Leeds"], _user.Now("user", "home"));

        _user.Undo(_user.Known.Runs[2]);

        Assert.Equal(["Porto"], _user.Now("user", "home"));
        Assert.Equal(ItemStanding.Current, _user.Item("owns", "permit").Standing);
        Assert.Equal(RunEnd.Undone, _user.Known.Runs[2].End);
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void What_a_later_run_has_put_in_the_place_stays()
    {
        _user.Say("I live in Porto.");
        _user.Say("I moved to Leeds.");
        _user.Say("I moved to Braga.");

        _user.Undo(_user.Known.Runs[1]);

        Assert.Equal(["Braga"], _user.Now("user", "home"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void In_whichever_order_runs_are_undone_what_they_ended_holds_again(int first, int second)
    {
        _user.Say("I live in Oslo.");
        _user.Say("I moved to Lima.");
        _user.Say("I moved to Cairo.");
        var runs = _user.Known.Runs;

        _user.Undo(runs[first]);
        _user.Undo(runs[second]);

        Assert.Equal(["Oslo"], _user.Now("user", "home"));
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void What_an_undone_run_ended_stays_over_while_a_later_one_says_it_anew()
    {
        _user.Say("I have a dog.");
        _user.Say("I no longer have a dog.");
        _user.Say("I have a dog again.");

        _user.Undo(_user.Known.Runs[1]);
        Assert.Equal(["dog"], _user.Now("user", "pet"));

        _user.Undo(_user.Known.Runs[2]);
        Assert.Equal(["dog"], _user.Now("user", "pet"));
        Assert.Equal(ItemStanding.Current, _user.Known.Items.Of("user", "pet")[0].Standing);
    }

    [Fact]
    public void The_end_of_what_is_undone_keeps_nothing_else_over()
    {
        _user.Say("I live in Oslo.");
        _user.Say("I moved to Lima.");
        _user.Say("I no longer live in Lima.");

        _user.Undo(_user.Known.Runs[1]);

        Assert.Equal(["Oslo"], _user.Now("user", "home"));
    }

    [Fact]
    public void A_source_that_a_run_found_is_withdrawn_and_the_item_stays()
    {
        _user.Say("I live in Porto.");
        _user.Say("Well, I live in Porto!");
        Assert.Equal(2, _user.Item("home", "Porto").Sources.Count);

        _user.Undo(_user.Known.Runs[1]);

        Assert.Single(_user.Item("home", "Porto").Sources);
        Assert.Equal(["Porto"], _user.Now("user", "home"));
    }

    [Theory]
    [InlineData(DecisionKind.Pin)]
    [InlineData(DecisionKind.Hold)]
    public void What_the_user_has_pinned_or_held_since_stays(DecisionKind kind)
    {
        _user.Say("I live in Porto. I like tea.");
        _user.Decide(kind, _user.IdOf(_user.Item("home", "Porto")));

        _user.Undo(_user.Known.Runs[0]);

        Assert.Equal(["Porto"], _user.Now("user", "home"));
        Assert.Empty(_user.Now("user", "likes"));
    }

    [Fact]
    public void What_is_said_again_after_an_undo_is_taken_again()
    {
        _user.Say("I live in Porto.");
        _user.Undo(_user.Known.Runs[0]);
        Assert.Empty(_user.Now("user", "home"));

        _user.Say("I live in Porto, as I said.");

        Assert.Equal(["Porto"], _user.Now("user", "home"));
    }
}
