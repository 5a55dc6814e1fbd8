using Agents.Memory.Consolidation;
using Agents.Memory.Items;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class RelatedItemsTests
{
    private readonly TalkingUser _user = new();

    [Fact]
    public void What_an_item_names_leads_to_what_is_known_of_it_and_back()
    {
        _user.Say("I have a sister called Clara. Clara lives in Porto. I like tea.");

        Assert.Equal(["Porto"], RelatedTo("sibling", "Clara"));
        Assert.Equal(["Clara"], RelatedTo("home", "Porto"));
        Assert.Empty(RelatedTo("likes", "tea"));
    }

    [Fact]
    public void Two_that_name_the_same_thing_are_related()
    {
        _user.Say("I work at Contoso. My friend Anna works at Contoso.");

        var (mine, hers) = (Of("user"), Of("Anna"));

        Assert.Contains(hers.Sequence, RelatedItems.Of(_user.Known, mine, 10));
        Assert.Contains(mine.Sequence, RelatedItems.Of(_user.Known, hers, 10));

        ItemState Of(string subject) => Assert.Single(_user.Known.Items.Of(subject, "employer"));
    }

    [Fact]
    public void What_is_erased_forgotten_or_over_is_related_to_nothing()
    {
        _user.Say("I have a sister called Clara.");
        _user.Say("Clara lives in Porto.");
        var work = _user.Say("Clara works at Contoso.");
        Assert.Equal(["Contoso", "Porto"], RelatedTo("sibling", "Clara"));

        _user.Erase(work);
        Assert.Equal(["Porto"], RelatedTo("sibling", "Clara"));
        _user.Decide(DecisionKind.Forget, _user.IdOf(_user.Item("home", "Porto")));

        Assert.Empty(RelatedTo("sibling", "Clara"));
    }

    [Fact]
    public void There_are_as_many_as_are_asked_for_at_most()
    {
        _user.Say("I have a sister called Clara. Clara lives in Porto. Clara works at Contoso. Clara likes chess.");

        Assert.Equal(2, RelatedItems.Of(_user.Known, _user.Item("sibling", "Clara"), 2).Count);
    }

    private string[] RelatedTo(string slot, string value) =>
        [.. RelatedItems.Of(_user.Known, _user.Item(slot, value), 10)
            .Select(sequence => _user.Known.Items.Find(sequence)!.Value)];
}
