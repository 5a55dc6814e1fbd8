using Agents.Contracts;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Tests.Recall;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>A turn and what was taken from it are one value in a search.</summary>
public sealed class ItemsBesideTurnsTests
{
    private const string Said = "We talked for hours about the weather and the boats. I live in Porto.";

    private readonly TalkingUser _user = new();

    [Fact]
    public void Who_asks_for_all_gets_the_turn_and_not_its_item_besides()
    {
        var turn = _user.Say(Said);

        Assert.Equal([turn], Found(null));
        Assert.Equal(["I live in Porto"], Found([MemoryKind.Profile]).Select(_user.TextOf));
    }

    [Fact]
    public void An_explanation_of_the_item_says_that_its_turn_stands_for_it()
    {
        _user.Say(Said);
        Assert.True(_user.Known.TryFind(_user.IdOf(_user.Item("home", "Porto")), out var item));

        var result = _user.Known.Index.Search(SomeRecall.Query("Porto") with { Explain = item });

        Assert.Null(result.Explained!.Rank);
        Assert.Contains("turn says the same", result.Explained.Needed, StringComparison.Ordinal);
        Assert.Equal(1, result.InScope);
    }

    [Fact]
    public void The_item_stands_for_itself_once_its_turn_may_not_be_recalled()
    {
        var turn = _user.Say("I live in Porto.");
        var item = _user.IdOf(_user.Item("home", "Porto"));
        _user.Decide(DecisionKind.Pin, item);

        _user.Decide(DecisionKind.Forget, _user.Known.Index[turn].Id);
        Assert.Equal([item], Found(null).Select(ordinal => _user.Known.Index[ordinal].Id));

        _user.Decide(DecisionKind.Restore, _user.Known.Index[turn].Id);
        Assert.Equal([turn], Found(null));
    }

    [Fact]
    public void What_the_user_wrote_instead_stands_beside_the_turn()
    {
        var turn = _user.Say(Said);
        _user.Decide(DecisionKind.Edit, _user.IdOf(_user.Item("home", "Porto")), "I live near Porto.");

        Assert.Equal(2, Found(null).Length);
        Assert.Contains(turn, Found(null));
    }

    [Fact]
    public void Who_asks_for_a_time_gets_what_happened_then_though_it_was_told_at_another()
    {
        var told = new DateTimeOffset(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);
        _user.Say("On 3 May 2026 I moved to Porto.", told);

        var found = _user.Known.Index.Search(SomeRecall.Query("Porto") with { To = told.AddDays(-1) }).Hits;

        Assert.All(found, hit => Assert.NotEqual(MemoryKind.Episode, _user.Known.Index.KindOf(hit.Ordinal)));
        Assert.NotEmpty(found);
    }

    [Fact]
    public void Nothing_is_left_of_either_once_the_turn_is_erased()
    {
        var turn = _user.Say(Said);

        _user.Erase(turn);

        Assert.Empty(Found(null));
        Assert.Empty(Found([MemoryKind.Profile]));
    }

    private int[] Found(MemoryKind[]? kinds) =>
    [
        .. _user.Known.Index.Search(new RecallQuery { Text = "Porto", Now = SomeRecall.Now, Kinds = kinds }).Hits
            .Select(hit => hit.Ordinal),
    ];
}
