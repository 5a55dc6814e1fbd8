using Agents.Contracts;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class NewerSignalTests
{
    private const string Old = "My gym membership on the corner of Mill Lane costs 30 euros a month.";
    private const string New = "The gym has raised my membership to 38 euros.";
    private const string Question = "How much is my gym membership on the corner of Mill Lane?";

    [Fact]
    public void The_newer_of_two_that_say_the_same_stands_just_above_the_older()
    {
        var hits = Ask(Question, Old, New, "I like tea.");

        Assert.Equal([1, 0], hits.Select(hit => hit.Ordinal));
        Assert.InRange(hits[0].Score - hits[1].Score, 0.001, 0.02);
        Assert.True(hits[0].Signals["newer"] > 0);
        Assert.Equal(0, hits[1].Signals["newer"]);
        Assert.True(hits[0].Confidence >= hits[1].Confidence);
    }

    [Theory]
    [InlineData("我的健身卡在河边那家店每个月多少钱？", "我的健身卡在河边那家店，每个月三十块钱。", "健身卡涨价了，我每个月要付四十块钱。")]
    [InlineData("我的车停在小区的哪里？", "我的车停在小区的东门旁边。", "我的车现在换到小区西边了。")]
    [InlineData("Where do I keep my spare bike keys?", "I keep my spare bike keys in the hall.",
        "I moved the spare keys to the cellar.")]
    [InlineData("When is my call with the tax adviser?", "My call with the tax adviser is on Monday at 3.",
        "The tax adviser rescheduled to Friday.")]
    public void It_reads_both_languages_and_what_is_no_number(string question, string old, string update) =>
        Assert.Equal([1, 0], Ask(question, old, update, "I like tea.", "我喜欢茶。").Select(hit => hit.Ordinal).Take(2));

    [Theory]
    [InlineData("How much was my gym membership on the corner of Mill Lane?", "of the past")]
    [InlineData("When did my gym membership on the corner of Mill Lane begin?", "of the past")]
    [InlineData("How much is my gym membership on the corner of Mill Lane since it changed?", "of the past")]
    [InlineData("How much is my gym membership on the corner of Mill Lane in May 2026?", "names a time")]
    [InlineData("How much are all gym memberships on the corner of Mill Lane?", "several")]
    [InlineData("What is the gym on the corner of Mill Lane you would choose?", "advice")]
    [InlineData("Tell me of my gym membership on the corner of Mill Lane.", "does not ask what something is")]
    public void A_question_that_is_not_for_the_present_state_leaves_the_order_and_is_told_why(
        string question, string why)
    {
        var result = Index(Old, New, "I like tea.").Search(SomeRecall.Query(question));

        Assert.Equal([0, 1], result.Hits.Select(hit => hit.Ordinal).Take(2));
        Assert.StartsWith("off: ", result.Switches["newer"], StringComparison.Ordinal);
        Assert.Contains(why, result.Switches["newer"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How much is Anna's rent in the old town?", "Anna's rent in the old town is 800 euros.",
        "Ben's rent has increased to 900 euros.")]
    [InlineData("Where does Anna live?", "Anna lives in Porto, as I said.", "Ben now lives in Leeds.")]
    [InlineData("我叔叔的房租是多少钱？", "我叔叔的房租是八百块钱。", "我姑姑的房租涨到九百块钱了。")]
    [InlineData("李雷住在哪里？", "李雷住在杭州。", "韩梅现在住在苏州。")]
    public void What_changed_for_another_subject_takes_nobodys_place(string question, string old, string update) =>
        Assert.Equal(0, Ask(question, old, update, "I like tea.")[0].Ordinal);

    [Fact]
    public void Two_dated_events_of_the_same_words_are_two_and_stay_as_they_stand()
    {
        var hits = Ask(
            "When is my dinner with Anna at the harbour?",
            "My dinner with Anna at the harbour is on 3 July.", "Dinner with Anna on 10 July.");

        Assert.Equal([0, 1], hits.Select(hit => hit.Ordinal));
    }

    [Fact]
    public void The_later_in_time_counts_and_of_equal_times_the_later_recorded()
    {
        var late = SomeRecall.Now.AddDays(-1);
        var early = SomeRecall.Now.AddDays(-9);

        Assert.Equal([1, 0], At(late, late));
        Assert.Equal([1, 0], At(early, late));
        Assert.Equal([0, 1], At(late, early));
    }

    [Fact]
    public void What_lies_further_behind_than_the_weight_stays_there()
    {
        var index = Index(Old, New, "I like tea.");
        var options = SomeRecall.Options with { NewerWeight = 0.5 };

        Assert.Equal([0, 1], index.Search(SomeRecall.Query(Question), options).Hits.Select(hit => hit.Ordinal));
    }

    [Theory]
    [InlineData(MessageRoles.Assistant, MessageRoles.Assistant)]
    [InlineData(MessageRoles.User, "Ben")]
    public void What_somebody_else_says_takes_no_place(string role, string author)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Add(SomeRecall.Document(Old, "a"));
        index.Add(SomeRecall.Document(New, "b") with { Role = role, Author = author });
        index.Add(SomeRecall.Document("I like tea.", "c"));

        Assert.Equal([0, 1], SomeRecall.Found(index, Question));
    }

    [Fact]
    public void Of_three_the_latest_stands_first_and_the_one_that_was_raised_before_it_second()
    {
        var hits = Ask(
            Question, Old, New, "I like tea.", "My gym membership is increasing to 45 euros.");

        Assert.Equal([3, 1, 0], hits.Select(hit => hit.Ordinal));
    }

    [Fact]
    public void Nothing_else_sinks_by_more_than_the_places_of_those_that_are_raised() =>
        Gen.Select(SomeStores.Store, SomeStores.Question).Sample((turns, query) =>
        {
            var index = SomeStores.Build(turns);
            var without = index.Search(query, SomeRecall.Options with { NewerWeight = 0 }).Hits;
            var with = index.Search(query, SomeRecall.Options).Hits;
            var raised = with.Where(hit => hit.Signals.GetValueOrDefault("newer") > 0).Select(hit => hit.Ordinal)
                .ToHashSet();

            // Who is not raised keeps the order among the others.
            Assert.Equal(
                without.Select(hit => hit.Ordinal).Where(ordinal => !raised.Contains(ordinal)),
                with.Select(hit => hit.Ordinal).Where(ordinal => !raised.Contains(ordinal)));
        });

    [Fact]
    public void An_erased_update_leaves_the_older_one_in_its_place()
    {
        var index = Index(Old, New, "I like tea.");

        index.Remove(1);

        Assert.Equal([0], SomeRecall.Found(index, Question));
    }

    private static int[] At(DateTimeOffset old, DateTimeOffset update)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Add(SomeRecall.Document(Old, "z") with { Time = old });
        index.Add(SomeRecall.Document(New, "a") with { Time = update });
        index.Add(SomeRecall.Document("I like tea.", "c"));
        return SomeRecall.Found(index, Question);
    }

    private static IReadOnlyList<RecallHit> Ask(string question, params string[] texts) =>
        Index(texts).Search(SomeRecall.Query(question)).Hits;

    private static RecallIndex Index(params string[] texts)
    {
        var index = new RecallIndex(SomeRecall.Options);
        for (var i = 0; i < texts.Length; i++)
        {
            index.Add(SomeRecall.Document(texts[i], SomeRecall.Id(i)) with
            {
                Time = SomeRecall.Now.AddDays(i - texts.Length),
            });
        }

        return index;
    }
}
