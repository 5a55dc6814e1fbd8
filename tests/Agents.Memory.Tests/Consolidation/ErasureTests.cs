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
    public void Erasing_an_item_erases_the_turns_that_say_it_and_what_is_said_after_it_is_learnt()
    {
        _user.Say("I live in Porto.");
        _user.Say("I live in Porto, still.");
        Assert.True(_user.Known.TryFind(_user.IdOf(_user.Item("home", "Porto")), out var item));

        Assert.Equal(3, _user.Erase(item));
        Assert.Empty(_user.Known.Items.All);
        _user.Say("I live in Porto.");

        Assert.Equal(["Porto"], _user.Now("user", "home"));
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void An_erased_item_is_not_taken_from_what_was_said_before_and_not_read_yet()
    {
        _user.Say("I live in Porto.");
        Assert.True(_user.Known.TryFind(_user.IdOf(_user.Item("home", "Porto")), out var item));
        _user.Say("Well, I live in Porto!", read: false);

        _user.Erase(item);
        Assert.Equal(1, _user.Known.Owed);
        _user.Read("Well, I live in Porto!");

        Assert.Empty(_user.Known.Items.All);
    }

    [Fact]
    public void An_erased_item_that_was_over_once_is_not_taken_from_what_was_said_before()
    {
        _user.Say("I have a dog.");
        _user.Say("I no longer have a dog.");
        _user.Say("I have a dog again.");
        var again = _user.Known.Items.Of("user", "pet")[^1];
        Assert.True(_user.Known.TryFind(_user.IdOf(again), out var item));
        _user.Say("I have a dog.", read: false);

        _user.Erase(item);
        _user.Read("I have a dog.");

        Assert.Empty(_user.Now("user", "pet"));
    }

    [Fact]
    public void Of_an_erased_item_the_id_is_as_one_that_never_was()
    {
        _user.Say("I live in Porto.");
        var id = _user.IdOf(_user.Item("home", "Porto"));
        Assert.True(_user.Known.TryFind(id, out var item));

        _user.Erase(item);

        Assert.False(_user.Known.IsErased(id));
        Assert.True(_user.Known.IsErased("turn-0"));
        Assert.False(_user.Script.Fold().IsErased(id));
    }

    [Fact]
    public void Erasing_a_conversation_leaves_what_another_says_and_what_is_said_after_it_is_learnt()
    {
        _user.Say("I live in Porto.", conversation: "one");
        _user.Say("Well, I live in Porto!", conversation: "two");

        Assert.Equal(2, _user.EraseConversation("one"));
        Assert.Equal(1, _user.Known.Owed);
        _user.Read("Well, I live in Porto!");
        Assert.Equal(["Porto"], _user.Now("user", "home"));

        _user.EraseConversation("two");
        Assert.Empty(_user.Known.Items.All);
        _user.Say("I live in Porto.", conversation: "three");
        Assert.Equal(["Porto"], _user.Now("user", "home"));
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
