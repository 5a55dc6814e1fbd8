using Agents.Memory.Recall.Text;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Text;

public sealed class SentencesTests
{
    public static TheoryData<string, string[]> Questions => new()
    {
        { "Where is the kite?", [] },
        { "Tell me of the kite", [] },
        { string.Empty, [] },
        { "?!?", [] },
        { "I was there. Where is the kite?", ["Where is the kite?"] },
        { "Where is the kite? I was there.", ["Where is the kite?"] },
        { "Where is it? Who has it?", ["Where is it?", "Who has it?"] },
        { "Tell me of the kite. And of the boat.", ["Tell me of the kite.", "And of the boat."] },
        { "我去过那里。风筝在哪里？", ["风筝在哪里？"] },
        { "风筝在哪里？谁拿了？", ["风筝在哪里？", "谁拿了？"] },
        { "one\ntwo", ["one\n", "two"] },
        { "It cost 3.50 at a.b.com? Yes.", ["It cost 3.50 at a.b.com?"] },
        { "Is it (really?) here? Or there?", ["Is it (really?)", "here?", "Or there?"] },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_of_several_sentences_asks_those_that_end_in_a_question_mark_or_all(
        string question, string[] parts) =>
        Assert.Equal(parts, Sentences.Asked(question).Select(part => part.TrimStart(' ')));

    [Fact]
    public void Of_many_parts_the_last_eight_are_asked()
    {
        var question = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"Who is q{i}?"));

        Assert.Equal(
            Enumerable.Range(22, 8).Select(i => $"Who is q{i}?"),
            Sentences.Asked(question).Select(part => part.Trim()));
    }

    [Fact]
    public void The_parts_of_any_question_stand_in_it_in_order() => Gen.String.Sample(question =>
    {
        var from = 0;
        foreach (var part in Sentences.Asked(question))
        {
            from = question.IndexOf(part, from, StringComparison.Ordinal) + part.Length;
            Assert.True(from >= part.Length);
        }
    });

    [Fact]
    public void The_sentences_of_any_text_are_the_text() => Gen.String.Sample(text =>
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Sentences.EndOf(text, start, out _);
            Assert.InRange(end, start + 1, text.Length);
            start = end;
        }
    });
}
