using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class ErasureTests
{
    private readonly TalkingUser _user = new();

    [Fact]
    public void Erasing_a_turn_erases_what_quotes_it()
    {
        var turn = _user.Say("I live in Porto.");
        _user.Say("I like tea.");

        Assert.Equal(2, _user.Erase(turn));

        Assert.Equal(["likes"], _user.Known.Items.All.Select(item => item.Slot));
    }

    [Fact]
    public void What_another_turn_says_too_is_read_there_again()
    {
        var turn = _user.Say("I live in Porto.");
        _user.Say("Well, I live in Porto!");

        _user.Erase(turn);
        Assert.Equal(1, _user.Known.Owed);
        _user.Read("Well, I live in Porto!");

        Assert.Equal(["Porto"], _user.Now("user", "home"));
    }

    [Fact]
    public void Erasing_an_item_erases_the_turns_that_say_it_and_it_stays_away()
    {
        _user.Say("I live in Porto.");
        _user.Say("I live in Porto, still.");
        Assert.True(_user.Known.TryFind(_user.IdOf(_user.Item("home", "Porto")), out var item));

        Assert.Equal(3, _user.Erase(item));
        _user.Say("I live in Porto.");

        Assert.Empty(_user.Known.Items.All);
    }

    [Fact]
    public void What_an_erased_item_had_ended_stays_ended()
    {
        _user.Say("I live in Porto.");
        var second = _user.Say("I live in Braga.");

        _user.Erase(second);

        Assert.Empty(_user.Now("user", "home"));
        Assert.Equal(ItemStanding.Superseded, _user.Item("home", "Porto").Standing);
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void What_rested_on_an_erased_fact_ends()
    {
        var first = _user.Say("I live in Boston.");
        _user.Say("I have a parking permit because I live in Boston.");

        _user.Erase(first);

        Assert.Equal(ItemStanding.Retired, _user.Item("owns", "parking permit").Standing);
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }
}
