using Agents.Memory.Consolidation;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>Whoever chooses the sentences of a summary can only choose among those that were said.</summary>
public sealed class SummaryChoiceTests
{
    private const string Chooser = "model/test";

    private static readonly (string Role, string Text)[] Trip =
    [
        ("user", "Hello there my friend!"), ("user", "We are planning a trip to Lisbon in October."),
        ("assistant", "October is mild there and the museums are quiet."),
        ("user", "My sister Clara wants to see the tiles museum."),
        ("assistant", "The tiles museum is closed on Mondays all year."),
        ("user", "The flight to Lisbon leaves at seven on Friday."), ("user", "Thanks a lot for your help!"),
    ];

    private readonly TalkingUser _user = new();

    public SummaryChoiceTests()
    {
        foreach (var (role, text) in Trip)
        {
            _user.Say(text, conversation: "c1", role: role, author: role, read: false);
        }
    }

    [Fact]
    public void A_draft_has_the_sentences_in_their_order_and_says_whose_they_are()
    {
        var draft = Assert.Single(_user.Drafts());

        Assert.Equal(Trip, draft.Sentences.Select(sentence => (sentence.Role, sentence.Text)));
    }

    [Fact]
    public void A_summary_is_what_was_chosen_of_its_draft()
    {
        Choose(5, 4);

        _user.Digest();

        Assert.Equal([$"assistant: {Trip[4].Text}\nuser: {Trip[5].Text}"], _user.DigestsNow("summary"));
        Assert.Equal(Chooser, Extractor());
    }

    [Fact]
    public void What_was_not_said_is_passed_over()
    {
        var draft = Assert.Single(_user.Drafts());
        var said = draft.Sentences[1];
        _user.Choices[draft.Id] = new SummaryChoice(
            draft.Id, [said with { End = said.End - 3 }, said with { Turn = 99 }, draft.Sentences[3]], Chooser);

        _user.Digest();

        Assert.Equal(["user: " + Trip[3].Text], _user.DigestsNow("summary"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, 4)]
    [InlineData]
    public void Where_no_sentence_of_a_user_was_chosen_those_that_cover_most_are_taken(params int[] chosen)
    {
        Choose(chosen);

        _user.Digest();

        Assert.Contains("Lisbon", Assert.Single(_user.DigestsNow("summary")), StringComparison.Ordinal);
        Assert.Equal(Digests.Extractor, Extractor());
    }

    [Fact]
    public void No_more_is_taken_than_fits()
    {
        var all = Enumerable.Range(0, Trip.Length).ToArray();
        Choose(all);

        _user.Digest();

        var lines = Assert.Single(_user.DigestsNow("summary")).Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Single(lines, line => line.StartsWith("assistant", StringComparison.Ordinal));
    }

    [Fact]
    public void A_choice_of_a_conversation_that_went_on_is_passed_over()
    {
        Choose(0);
        _user.Say("The hotel in Porto has a pool on the roof.", conversation: "c1", read: false);

        _user.Digest();

        Assert.Equal(Digests.Extractor, Extractor());
    }

    private void Choose(params int[] chosen)
    {
        var draft = Assert.Single(_user.Drafts());
        _user.Choices[draft.Id] = new SummaryChoice(
            draft.Id, [.. chosen.Select(index => draft.Sentences[index])], Chooser);
    }

    private string Extractor()
    {
        var item = Assert.Single(_user.Known.Items.All, item => item.IsDigest);
        return RecordJson.DecodeItem(_user.Script.Frames[(int)item.Sequence - 1].Payload.Span).Extractor!;
    }
}
