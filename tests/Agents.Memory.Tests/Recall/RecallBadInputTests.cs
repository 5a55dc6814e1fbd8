using Agents.Contracts;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall;

/// <summary>Questions and stores that nobody should have: always an answer or a clear error.</summary>
public sealed class RecallBadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("🐶")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("?!。？")]
    [InlineData("what is it that they would do")]
    [InlineData("的了吗呢")]
    [InlineData("\u200f\u200e\u202e")]
    [InlineData("\ud83d")]
    [InlineData("\ufffe")]
    [InlineData("\0")]
    public void A_question_without_a_word_finds_nothing_and_says_so(string question)
    {
        var result = Store().Search(SomeRecall.Query(question));

        Assert.Empty(result.Hits);
        Assert.Equal((0, 0, false), (result.Confidence, result.Candidates, result.Answerable));
        Assert.Equal("off: the question has no word to look up", result.Switches["lexical"]);
        Assert.Empty(result.Read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?!。？")]
    [InlineData("\u200f\u200b…")]
    public void A_question_of_marks_alone_finds_nothing_by_its_vector(string question)
    {
        var index = Store();
        index.SetVector(2, PackedVector.Pack(SomeRecall.Axis(4)));

        var result = index.Search(SomeRecall.Query(question) with { Vector = SomeRecall.Axis(4) });

        Assert.Empty(result.Hits);
        Assert.Equal("off: the question is marks alone", result.Switches["dense"]);
    }

    [Fact]
    public void A_hop_before_the_first_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Store().Search(SomeRecall.Query("kite") with { Hop = 0 }));

    [Theory]
    [InlineData("🐶")]
    [InlineData("what is it")]
    public void A_question_without_a_word_is_answered_by_its_vector(string question)
    {
        var index = Store();
        index.SetVector(2, PackedVector.Pack(SomeRecall.Axis(4)));

        Assert.Equal([2], index.Search(SomeRecall.Query(question) with { Vector = SomeRecall.Axis(4) }).Ordinals());
    }

    [Theory]
    [InlineData("kite ")]
    [InlineData("Where is the kite? ")]
    [InlineData("风筝在哪里？")]
    [InlineData("kite🐶風筝\u200f")]
    [InlineData("Ann's kite in May 2023. ")]
    public void A_question_of_20000_characters_is_answered(string piece)
    {
        var question = string.Concat(Enumerable.Repeat(piece, 1 + (20_000 / piece.Length)))[..20_000];

        var result = Store().Search(SomeRecall.Query(question));

        Assert.NotEmpty(result.Hits);
        Assert.InRange(result.Confidence, 0, 1);
    }

    [Fact]
    public void A_question_of_20000_different_words_is_answered()
    {
        var question = string.Join(' ', Enumerable.Range(0, 3_400).Select(i => "w" + i)) + " kite";

        Assert.Equal(0, Store().Search(SomeRecall.Query(question)).Ordinals()[0]);
    }

    [Theory]
    [InlineData("Where is 红色的风筝 of Bo?", 1)]
    [InlineData("ｋｉｔｅ　１２", 0)]
    [InlineData("\u200fkite\u200f 12\u202c", 0)]
    [InlineData("KITE, 12!!", 0)]
    [InlineData("\u202ekite\u202c twelve 12", 0)]
    public void Scripts_widths_and_directions_do_not_hide_a_word(string question, int first) =>
        Assert.Equal(first, Store().Search(SomeRecall.Query(question)).Ordinals()[0]);

    [Theory]
    [InlineData("The kite of 30 February 2023")]
    [InlineData("kite, 2023-99-99")]
    [InlineData("2023年13月32日的kite")]
    public void A_date_that_does_not_exist_leaves_the_words_to_answer(string question)
    {
        var result = Store().Search(SomeRecall.Query(question));

        Assert.Equal(0, result.Ordinals()[0]);
        Assert.Equal("off: the question names no time", result.Switches["time"]);
    }

    [Theory]
    [InlineData("What will the kite do?", "off: the question names no participant")]
    [InlineData("What did Will do with the kite?", "on")]
    public void A_name_that_is_also_a_word_is_a_name_with_its_capital_alone(string question, string switched)
    {
        var index = Store();
        index.Say("Will", "I flew the kite");

        Assert.Equal(switched, index.Search(SomeRecall.Query(question)).Switches["author"]);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("?")]
    [InlineData("的")]
    [InlineData("\ud800")]
    [InlineData("\ufffe")]
    [InlineData("I")]
    [InlineData("a b c")]
    public void A_participant_with_a_strange_name_keeps_nobody_from_an_answer(string author)
    {
        var index = Store();
        index.Say(author, "the kite");
        index.Say(author + author, "the kite");

        var result = index.Search(SomeRecall.Query($"Where is the kite of {author} ? 风筝的颜色") with { Limit = 50 });

        Assert.Contains(0, result.Ordinals());
        Assert.NotNull(index.QueryForEmbedding($"{author}{author} {author}"));
    }

    [Fact]
    public void Any_text_is_taken_in_and_any_question_is_answered() =>
        Gen.Select(Gen.String.Array[0, 5], Gen.String, Gen.String).Sample((texts, question, author) =>
        {
            var index = SomeRecall.Index(texts);
            index.Say(author, question);

            var result = index.Search(SomeRecall.Query(question) with { Hop = 2, Readouts = texts });

            Assert.InRange(result.Confidence, 0, 1);
        });

    [Fact]
    public void An_empty_store_answers_nothing()
    {
        var query = SomeRecall.Query("Where did I see Ann's kite in May?") with { Vector = SomeRecall.Axis(0) };

        var result = new RecallIndex(SomeRecall.Options).Search(query);

        Assert.Empty(result.Hits);
        Assert.Equal((0, 0, false), (result.InScope, result.Confidence, result.Answerable));
    }

    [Fact]
    public void A_store_whose_memories_are_all_gone_answers_nothing()
    {
        var index = Store();
        index.Remove([0, 1, 2]);

        var result = index.Search(SomeRecall.Query("Where is the kite in May?") with { Vector = SomeRecall.Axis(0) });

        Assert.Empty(result.Hits);
        Assert.Equal(0, result.InScope);
    }

    [Fact]
    public void A_store_of_one_memory_finds_it_and_stays_silent_of_others()
    {
        var index = SomeRecall.Index("I have a kite");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));

        Assert.Equal([0], index.Search(SomeRecall.Query("my kite") with { Vector = SomeRecall.Axis(0) }).Ordinals());
        Assert.Empty(index.Search(SomeRecall.Query("my boat") with { Vector = SomeRecall.Axis(1) }).Hits);
    }

    [Fact]
    public void Of_10000_copies_of_one_text_the_lowest_ids_come_first()
    {
        var index = new RecallIndex(SomeRecall.Options);
        for (var i = 0; i < 10_000; i++)
        {
            var number = (i * 7_919) % 10_000;
            index.Add(SomeRecall.Document("Where is my red kite?", SomeRecall.Id(number)) with
            {
                Author = "Ann",
                Conversation = "talk",
            });
        }

        var result = index.Search(SomeRecall.Query("the red kite of Ann") with { Readouts = ["red kite"], Hop = 2 });

        var ids = index.Ids(result);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(10_000, result.Candidates);
        Assert.All(result.Hits, hit => Assert.True(double.IsFinite(hit.Score)));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1 << 29)]
    [InlineData(1_000_000)]
    public void A_limit_beyond_everything_gives_everything(int limit) =>
        Assert.Equal(2, Store().Search(SomeRecall.Query("kite 风筝") with { Limit = limit }).Hits.Count);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_limit_below_one_is_refused_by_name(int limit)
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(
            () => Store().Search(SomeRecall.Query("kite") with { Limit = limit }));

        Assert.Contains("Limit", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_asks_at_an_end_of_the_calendar_is_answered()
    {
        foreach (var now in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.MaxValue])
        {
            var query = SomeRecall.Query("Did I see the kite last week, last winter or yesterday?") with { Now = now };

            Assert.Equal([0], Store().Search(query).Ordinals());
        }
    }

    [Fact]
    public void The_bytes_of_no_snapshot_are_refused_as_damaged() =>
        Assert.Throws<InvalidDataException>(() => RecallIndex.ReadFrom([], SomeRecall.Options));

    private static RecallIndex Store()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "a kite with 12 tails");
        index.Say("Bo", "红色的风筝很高");
        index.Say(MessageRoles.Assistant, "sunshine");
        return index;
    }
}
