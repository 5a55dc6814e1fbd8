using Agents.Memory.Recall;
using Agents.Memory.Recall.Names;

namespace Agents.Memory.Tests.Recall.Names;

public sealed class ParticipantsTests
{
    private static readonly string?[] People = ["Caroline", "Mel Smith", null, "Will", "小明"];

    [Theory]
    [InlineData("What did Caroline research?", "What did I research?")]
    [InlineData("What is CAROLINE's identity?", "What is my identity?")]
    [InlineData("What is Caroline’s and Mel Smith's plan?", "What is my and your plan?")]
    [InlineData("Did Mel go?", "Did I go?")]
    [InlineData("小明的生日是哪天？", "我的生日是哪天？")]
    [InlineData("昨天小明去了哪里？", "昨天我去了哪里？")]
    [InlineData("What will they do?", "What will they do?")]
    [InlineData("What does Will do?", "What does I do?")]
    [InlineData("Caroline", "Caroline")]
    [InlineData("Is it melodic, Carolineans?", "Is it melodic, Carolineans?")]
    [InlineData("", "")]
    public void Names_in_a_question_become_I_and_you(string question, string turned)
    {
        var mentions = Participants.Find(question, People);

        Assert.Equal(turned, Participants.TurnAround(question, mentions));
    }

    [Theory]
    [InlineData("What did I do in May?", "")]
    [InlineData("Did we meet on May 5?", "")]
    [InlineData("May April come along?", "April")]
    [InlineData("Will Grace come?", "Grace")]
    [InlineData("Will the party be in April?", "")]
    [InlineData("What does May want for April?", "May April")]
    [InlineData("Will's plan", "Will's")]
    [InlineData("Where is Grace?", "Grace")]
    public void A_name_that_is_a_word_counts_where_it_is_a_name(string question, string names)
    {
        var found = Participants.Find(question, ["May", "April", "Will", "Grace"]);

        Assert.Equal(names, string.Join(' ', found.Select(name => question[name.Start..name.End])));
    }

    [Fact]
    public void A_name_is_taken_out_with_its_possessive() =>
        Assert.Equal("What is job?", Participants.TakeOut("What is Caroline's job?", Find("What is Caroline's job?")));

    [Fact]
    public void A_first_name_that_two_participants_share_counts_for_neither() =>
        Assert.Empty(Participants.Find("What did Ann do?", ["Ann Lee", "Ann Wu"]));

    [Fact]
    public void The_index_learns_names_from_authors_and_forgets_them_with_their_last_document()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Add(SomeRecall.Document("hello", "a") with { Author = "Caroline" });

        var known = index.QueryForEmbedding("Where is Caroline?");
        index.Remove(0);

        Assert.Equal("Where is I?", known);
        Assert.Equal("Where is Caroline?", index.QueryForEmbedding("Where is Caroline?"));
    }

    [Fact]
    public void Roles_are_no_participants()
    {
        var index = SomeRecall.Index("hello");

        Assert.Equal("Who is the user?", index.QueryForEmbedding("Who is the user?"));
    }

    private static List<NameMention> Find(string question) => Participants.Find(question, People);
}
