using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

/// <summary>Lines that follow each other in a conversation stand together.</summary>
public sealed class ContextPassageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 5, 8, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_answer_stands_below_its_question_without_repeating_the_day()
    {
        var packed = Pack(
            Line("answer", "In Lisbon.", 3, Morning.AddMinutes(1), "question"),
            Line("other", "I like tea.", 2, Morning.AddDays(1)),
            Line("question", "Where were you?", 1, Morning));

        Assert.Equal(
            "[2026-05-08 09:00] Ann: Where were you?\nAnn: In Lisbon.\n[2026-05-09 09:00] Ann: I like tea.",
            packed.Text);
        Assert.Equal(["question", "answer", "other"], packed.Included);
    }

    [Fact]
    public void A_passage_that_goes_on_the_next_day_says_so()
    {
        var packed = Pack(Line("a", "Good night.", 2, Morning), Line("b", "Good morning.", 1, Morning.AddDays(1), "a"));

        Assert.Equal("[2026-05-08 09:00] Ann: Good night.\n[2026-05-09 09:00] Ann: Good morning.", packed.Text);
    }

    [Fact]
    public void What_follows_a_memory_that_was_left_out_stands_alone()
    {
        var packed = Pack(Line("b", "beta", 2, Morning, "a"), Line("c", "gamma", 1, Morning, "b0"));

        Assert.Equal("[2026-05-08 09:00] Ann: beta\n[2026-05-08 09:00] Ann: gamma", packed.Text);
    }

    [Fact]
    public void In_order_of_time_passages_stay_whole()
    {
        var packed = Pack(
            RecallOrder.Time,
            Line("late", "four", 9, Morning.AddHours(3)),
            Line("second", "two", 1, Morning.AddHours(2), "first"),
            Line("between", "three", 5, Morning.AddHours(1)),
            Line("first", "one", 2, Morning));

        Assert.Equal(["first", "second", "between", "late"], packed.Included);
    }

    private static PackedContext Pack(params PackCandidate[] candidates) => Pack(RecallOrder.Relevance, candidates);

    private static PackedContext Pack(RecallOrder order, params PackCandidate[] candidates) =>
        ContextPacker.Pack(candidates, 1_000, order, new CharCounter());

    private static PackCandidate Line(
        string id, string text, double score, DateTimeOffset time, string? follows = null) =>
        new(id, text, "Ann", time, score, 1) { Follows = follows };
}
