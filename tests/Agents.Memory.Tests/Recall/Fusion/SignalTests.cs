using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

/// <summary>Small stores in which one signal alone decides.</summary>
public sealed class SignalTests
{
    [Fact]
    public void The_author_whom_the_question_names_comes_first_and_the_other_last()
    {
        var index = Talk(
            ("Melanie", "I painted a sunrise"), ("Caroline", "I painted a sunset"), ("Melanie", "Good night"));

        var hits = index.Search(SomeRecall.Query("What did caroline paint?")).Hits;

        Assert.Equal([1, 0], hits.Select(hit => hit.Ordinal));
        var weight = SomeRecall.Options.AuthorWeight;
        Assert.Equal((weight, -weight), (hits[0].Signals["author"], hits[1].Signals["author"]));
    }

    [Fact]
    public void A_Chinese_name_is_found_within_the_sentence()
    {
        var index = Talk(("小红", "我昨天画了日出"), ("小明", "我昨天画了日落"));

        var hits = index.Search(SomeRecall.Query("请问小明昨天画了什么？")).Hits;

        Assert.Equal(1, hits[0].Ordinal);
        Assert.Equal(SomeRecall.Options.AuthorWeight, hits[0].Signals["author"]);
    }

    [Theory]
    [InlineData("What did anyone paint?", "off: the question names no participant")]
    [InlineData("Did Caroline and Melanie paint?", "off: the question names several participants")]
    [InlineData("Did Carolines paint?", "off: the question names no participant")]
    public void The_author_says_nothing_unless_one_participant_is_named(string question, string switched)
    {
        var index = Talk(("Melanie", "I painted a sunrise"), ("Caroline", "I painted a sunset"));

        var result = index.Search(SomeRecall.Query(question));

        Assert.Equal(switched, result.Switches["author"]);
        Assert.All(result.Hits, hit => Assert.False(hit.Signals.ContainsKey("author")));
    }

    [Fact]
    public void The_author_says_nothing_in_a_store_of_one_person_and_the_assistant()
    {
        var index = Talk(("Ann", "I painted a sunrise"), ("assistant", "You painted a sunset"));

        var result = index.Search(SomeRecall.Query("What did Ann paint?"));

        Assert.Equal("off: the store has no two participants", result.Switches["author"]);
    }

    [Fact]
    public void What_the_assistant_said_is_neither_for_nor_against_a_named_participant()
    {
        var index = Talk(("Ann", "I painted it"), ("Bo", "I painted it"), ("assistant", "Who painted it"));

        var hits = index.Search(SomeRecall.Query("What did Ann paint?")).Hits;

        Assert.Equal([0, 2, 1], hits.Select(hit => hit.Ordinal));
        Assert.Equal(0, hits[1].Signals["author"]);
    }

    [Theory]
    [InlineData("Where did you buy the kettle?", "I got the kettle at the market", "Where is the kettle from?")]
    [InlineData("你在哪里买的水壶？", "水壶是在市场买的。", "水壶在哪里买的？")]
    public void A_text_that_asks_stands_below_one_that_tells(string asking, string telling, string question)
    {
        var index = SomeRecall.Index(asking, telling, "Something else", "又一件事");

        var hits = index.Search(SomeRecall.Query(question)).Hits;

        Assert.Equal(-1, hits.Single(hit => hit.Ordinal == 0).Signals["asks"]);
        Assert.Equal(0, hits.Single(hit => hit.Ordinal == 1).Signals["asks"]);
    }

    [Fact]
    public void Recency_decides_between_equals_and_lifts_nothing_over_a_better_match()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Add(
            SomeRecall.Document("the red kite over the old harbour", "a") with { Time = SomeRecall.Now.AddYears(-9) });
        index.Add(SomeRecall.Document("a kite", "b") with { Time = SomeRecall.Now.AddDays(-60) });
        index.Add(SomeRecall.Document("a kite", "c") with { Time = SomeRecall.Now.AddDays(-1) });
        index.Add(SomeRecall.Document("a kite", "d") with { Time = SomeRecall.Now.AddDays(+5) });
        index.Add(SomeRecall.Document("nothing", "e"));

        var hits = index.Search(SomeRecall.Query("red kites of the harbour")).Hits;

        Assert.Equal([0, 3, 2, 1], hits.Select(hit => hit.Ordinal));
        Assert.Equal(0.1, hits[1].Signals["recency"], 6);
    }

    [Theory]
    [InlineData(true, false, "off: the model cannot read the question")]
    [InlineData(false, true, "off: the question has no vector")]
    public void Without_a_readable_question_words_alone_rank(bool unreadable, bool noVector, string switched)
    {
        var index = SomeRecall.Index("alpha", "beta");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));
        var vector = noVector ? default : (ReadOnlyMemory<float>)SomeRecall.Axis(0);

        var result = index.Search(SomeRecall.Query("beta") with { Unreadable = unreadable, Vector = vector });

        Assert.Equal([1], result.Hits.Select(hit => hit.Ordinal));
        Assert.Equal(switched, result.Switches["dense"]);
    }

    [Fact]
    public void Vectors_are_off_when_the_model_cannot_read_most_of_the_scope()
    {
        var index = SomeRecall.Index("一", "二", "three");
        index.SetUnreadable(0);
        index.SetUnreadable(1);
        index.SetVector(2, PackedVector.Pack(SomeRecall.Axis(0)));

        var result = index.Search(SomeRecall.Query("x") with { Vector = SomeRecall.Axis(0) });

        Assert.Equal("off: the model cannot read most of the memories in scope", result.Switches["dense"]);
        Assert.Empty(result.Hits);
    }

    [Fact]
    public void A_document_without_a_vector_stands_at_the_mean_of_the_others()
    {
        var index = SomeRecall.Index("kite one", "kite two", "kite three");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));
        index.SetVector(1, PackedVector.Pack(SomeRecall.Axis(1)));

        var hits = index.Search(SomeRecall.Query("kite") with { Vector = SomeRecall.Axis(0) }).Hits;

        Assert.Equal([0, 2, 1], hits.Select(hit => hit.Ordinal));
        Assert.Equal(0, hits[1].Signals["dense"]);
    }

    [Fact]
    public void One_rare_word_does_not_drown_the_meaning_in_a_large_store()
    {
        var index = new RecallIndex(SomeRecall.Options);
        for (var i = 0; i < 2_000; i++)
        {
            index.Add(SomeRecall.Document(i == 7 ? "a zebra" : "filler", SomeRecall.Id(i)));
        }

        var hit = index.Search(SomeRecall.Query("zebra")).Hits.Single();

        // Uncurbed it would be the root of the number of documents, 44.7.
        Assert.InRange(hit.Signals["lexical"] / SomeRecall.Options.LexicalWeight, 14, 15.5);
    }

    [Fact]
    public void What_is_out_of_date_stands_below_what_took_its_place()
    {
        var index = SomeRecall.Index("I live in Porto.", "I live in Leeds.", "I like tea.");
        Assert.Equal([0, 1], SomeRecall.Found(index, "live"));

        index.SetOutdated(0, true);
        Assert.Equal([1, 0], SomeRecall.Found(index, "live"));
        Assert.Equal(
            -SomeRecall.Options.OutdatedWeight, index.Search(SomeRecall.Query("live")).Hits[1].Signals["outdated"]);

        index.SetOutdated(0, false);
        Assert.Equal([0, 1], SomeRecall.Found(index, "live"));
    }

    [Fact]
    public void The_score_is_the_sum_of_its_signals()
    {
        var index = Talk(("Ann", "I painted a sunrise"), ("Bo", "Did you paint?"), ("Bo", "Good night"));
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));
        index.SetVector(1, PackedVector.Pack(SomeRecall.Axis(1)));

        var result = index.Search(SomeRecall.Query("What did Ann paint?") with { Vector = SomeRecall.Axis(1) });

        Assert.Equal(2, result.Hits.Count);
        Assert.All(result.Hits, hit => Assert.Equal(hit.Signals.Values.Sum(), hit.Score, 9));
        Assert.All(result.Hits, hit => Assert.InRange(hit.Confidence, 0, 1));
        Assert.Equal(
            [
                "activation", "answer_type", "asker", "asks", "author", "completion", "dense", "first_person", "flow",
                "graph", "hop", "lexical", "newer", "outdated", "phrase", "recency", "session", "time",
            ],
            result.Weights.Keys.Order());
    }

    [Fact]
    public void Confidence_rises_with_the_share_of_the_question_that_is_met()
    {
        var index = SomeRecall.Index("red kite harbour", "red", "other", "another");

        var hits = index.Search(SomeRecall.Query("red kite in the harbour")).Hits;

        Assert.True(hits[0].Confidence > hits[1].Confidence);
        Assert.True(index.Search(SomeRecall.Query("red kite in the harbour")).Answerable);
        Assert.False(
            index.Search(SomeRecall.Query("blue zeppelin mooring mast, mountain valley at dusk, red")).Answerable);
    }

    private static RecallIndex Talk(params (string Author, string Text)[] turns)
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var (author, text) in turns)
        {
            var role = author == MessageRoles.Assistant ? MessageRoles.Assistant : MessageRoles.User;
            index.Add(SomeRecall.Document(text, SomeRecall.Id(index.Count)) with { Author = author, Role = role });
        }

        return index;
    }
}
