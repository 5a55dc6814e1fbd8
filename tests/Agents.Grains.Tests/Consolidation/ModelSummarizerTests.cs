using Agents.Grains.Consolidation;
using Agents.Memory.Consolidation;
using Microsoft.Extensions.AI;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>A model chooses sentences of a conversation; whatever it does, nothing that nobody said comes of
/// it.</summary>
public sealed class ModelSummarizerTests
{
    private static readonly SummaryDraft Draft = new(
        "summary-1",
        [
            new DraftSentence(1, 0, 9, "user", "user", "Hi there."),
            new DraftSentence(2, 0, 24, "user", "user", "We go to \"Lisbon\" soon."),
            new DraftSentence(3, 0, 14, "assistant", "assistant", "It is mild so."),
        ]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"sentences": [2, 3]}""")]
    [InlineData("""Sure! ```json {"sentences": ["2", "3"]} ```""")]
    [InlineData("2, 3")]
    [InlineData("句子 2 和 3")]
    [InlineData("""{"sentences": [2, 2, 3, 4, 0, 99999999999999999999, 1.5]}""")]
    public async Task Sentences_are_chosen_by_their_numbers_in_whatever_form(string answer)
    {
        using var bench = new ExtractionBench(ScriptedChatClient.Of(answer));

        var (choice, spent) = await bench.Summarizer.ChooseAsync(Draft, bench.Budget, Token);

        Assert.Equal([Draft.Sentences[1], Draft.Sentences[2]], choice!.Sentences);
        Assert.Equal(("summary-1", ModelSummarizer.Name), (choice.Id, choice.Extractor));
        Assert.True(spent.Tokens > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("We go to Lisbon soon.")]
    [InlineData("""{"sentences": []}""")]
    [InlineData("""{"sentences": [7]}""")]
    public async Task Where_the_model_chooses_nothing_there_is_no_choice(string answer)
    {
        using var bench = new ExtractionBench(ScriptedChatClient.Of(answer));

        Assert.Null((await bench.Summarizer.ChooseAsync(Draft, bench.Budget, Token)).Choice);
    }

    [Fact]
    public async Task A_model_that_fails_leaves_no_choice_and_is_paid_for_nothing()
    {
        using var bench = new ExtractionBench(
            new ScriptedChatClient(ScriptedChatClient.Throws(new HttpRequestException("down"))));

        Assert.Equal((null, 0), await ChosenAsync(bench));
    }

    [Fact]
    public async Task A_user_whose_budget_is_used_up_gets_no_choice()
    {
        var client = ScriptedChatClient.Of("2");
        using var bench = new ExtractionBench(client, options => options.TokensPerUserPerDay = 10);

        Assert.Equal((null, 0), await ChosenAsync(bench));
        Assert.Empty(client.Asked);
    }

    [Fact]
    public async Task The_conversation_is_data_and_of_a_long_one_the_end_is_shown()
    {
        var client = ScriptedChatClient.Of("2");
        using var bench = new ExtractionBench(client, options => options.TurnCharsMax = 40);

        await bench.Summarizer.ChooseAsync(Draft, bench.Budget, Token);

        var messages = Assert.Single(client.Asked).Messages;
        Assert.Equal([ChatRole.System, ChatRole.User], messages.Select(message => message.Role));
        Assert.EndsWith(
            """{"sentences": [[2, "user", "We go to \"Lisbon\" soon."],""" + "\n"
                + """[3, "assistant", "It is mild so."]]}""",
            messages[1].Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Lisbon", messages[0].Text, StringComparison.Ordinal);
    }

    private static async Task<(SummaryChoice? Choice, long Tokens)> ChosenAsync(ExtractionBench bench)
    {
        var (choice, spent) = await bench.Summarizer.ChooseAsync(Draft, bench.Budget, Token);
        return (choice, spent.Tokens);
    }
}
