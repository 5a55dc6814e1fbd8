using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class ConfidenceTests
{
    // Each of the two tells what the other does not.
    private static readonly (string Author, string Text, string Asked)[] Dialogue =
    [
        ("Ann", "I adopted a beagle from the shelter", "Which dog did {0} adopt from the shelter?"),
        ("Ann", "I painted a sunrise over the harbour", "What did {0} paint over the harbour?"),
        ("Ann", "My sister moved to Lisbon in spring", "Where did {0}'s sister move?"),
        ("Ann", "I am training for a marathon", "What is {0} training for?"),
        ("Ann", "I bake sourdough every Sunday", "What does {0} bake on Sundays?"),
        ("Bo", "I sold my motorcycle to a neighbour", "To whom did {0} sell the motorcycle?"),
        ("Bo", "I play the cello in an orchestra", "What does {0} play in the orchestra?"),
        ("Bo", "My brother repairs old clocks", "What does {0}'s brother repair?"),
        ("Bo", "I lost my passport at the airport", "What did {0} lose at the airport?"),
        ("Bo", "I grow tomatoes on the balcony", "What does {0} grow on the balcony?"),
    ];

    [Fact]
    public void It_rises_with_the_words_that_are_met()
    {
        var index = SomeRecall.Index("red", "red kite", "red kite harbour", "boat", "car");

        var hits = index.Search(SomeRecall.Query("red kite harbour")).Hits;

        Assert.Equal([2, 1, 0], hits.Select(hit => hit.Ordinal));
        Assert.Equal(hits.OrderByDescending(hit => hit.Confidence), hits);
        Assert.True(hits[0].Confidence > hits[1].Confidence && hits[1].Confidence > hits[2].Confidence);
    }

    [Fact]
    public void It_rises_with_the_meaning_that_is_met()
    {
        var index = SomeRecall.Index("one", "two", "three");
        for (var i = 0; i < 3; i++)
        {
            var vector = SomeRecall.Axis(1);
            vector[0] = 0.5f * (i + 1);
            index.SetVector(i, PackedVector.Pack(Unit(vector)));
        }

        var hits = index.Search(SomeRecall.Query("alike") with { Vector = SomeRecall.Axis(0) }).Hits;

        Assert.Equal([2, 1, 0], hits.Select(hit => hit.Ordinal));
        Assert.True(hits[0].Confidence > hits[1].Confidence && hits[1].Confidence > hits[2].Confidence);
    }

    [Fact]
    public void It_rises_with_the_lead_of_the_named_participant()
    {
        var alone = Led("I like tea");
        var close = Led("I painted a picture");
        var behind = Led("I painted a sunrise over the harbour");

        Assert.True(alone > close && close > behind, $"{alone}, {close}, {behind}");
    }

    [Fact]
    public void Half_of_the_words_make_it_neither_sure_nor_hopeless()
    {
        var index = SomeRecall.Index("red kite harbour", "blue");

        var half = index.Search(SomeRecall.Query("red kite of a distant unknown shore")).Confidence;

        Assert.InRange(half, 0.3, 0.9);
    }

    [Theory]
    [InlineData("What is the name of my hamster?")]
    [InlineData("我的仓鼠叫什么名字？")]
    public void A_question_that_is_asked_again_is_not_answered_by_itself(string question)
    {
        var asked = SomeRecall.Index(question, "a boat").Search(SomeRecall.Query(question));

        Assert.Equal([0], asked.Ordinals());
        Assert.False(asked.Answerable);
    }

    [Theory]
    [InlineData("I ate pizza with Anna.", "What did I eat yesterday evening with my sister?")]
    [InlineData("我和小明吃了火锅。", "我昨天吃了什么？")]
    public void Being_of_the_time_that_is_asked_for_makes_it_surer(string text, string question)
    {
        var index = SomeRecall.Index(text);
        var later = SomeRecall.Query(question) with { Now = SomeRecall.Now.AddDays(40) };

        var there = index.Search(SomeRecall.Query(question)).Confidence;

        Assert.True(there > index.Search(later).Confidence, $"{there}");
    }

    [Theory]
    [InlineData("上个月？")]
    [InlineData("last month?")]
    public void A_time_alone_finds_what_is_of_it(string question)
    {
        var index = SomeRecall.Index("我去了医院看牙。", "I went to the dentist.");
        var result = index.Search(SomeRecall.Query(question) with { Now = SomeRecall.Now.AddDays(15) });

        Assert.Equal([0, 1], result.Ordinals().Order());
    }

    [Fact]
    public void Without_a_hit_it_is_zero_and_nothing_is_answerable()
    {
        var result = SomeRecall.Index("a kite").Search(SomeRecall.Query("the boat"));

        Assert.Equal((0, false), (result.Confidence, result.Answerable));
    }

    [Fact]
    public void That_of_the_result_is_the_highest_of_its_hits()
    {
        var result = Store().Search(SomeRecall.Query("What did Ann paint with the neighbour?"));

        Assert.Equal(result.Hits.Max(hit => hit.Confidence), result.Confidence);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_threshold_says_what_is_answerable(double threshold, bool answerable)
    {
        var options = SomeRecall.Options with { AnswerableConfidence = threshold };

        Assert.Equal(answerable, Store().Search(SomeRecall.Query("What did I paint?"), options).Answerable);
    }

    [Fact]
    public void A_question_is_answerable_from_the_right_store_and_not_from_somebody_else_s()
    {
        var ann = SomeRecall.Index([.. Dialogue[..5].Select(turn => turn.Text)]);
        var bo = SomeRecall.Index([.. Dialogue[5..].Select(turn => turn.Text)]);

        foreach (var (author, _, asked) in Dialogue)
        {
            var query = SomeRecall.Query(asked.Replace("{0}'s", "my", StringComparison.Ordinal)
                .Replace("{0}", "I", StringComparison.Ordinal));
            var (right, wrong) = author == "Ann" ? (ann, bo) : (bo, ann);

            Assert.True(right.Search(query).Answerable, asked);
            Assert.False(wrong.Search(query).Answerable, asked);
        }
    }

    [Fact]
    public void Every_question_about_the_right_person_stands_above_every_one_about_the_wrong_person()
    {
        var index = Store();
        var right = Dialogue.Select(turn => Ask(index, turn.Asked, turn.Author)).ToArray();
        var wrong = Dialogue.Select(turn => Ask(index, turn.Asked, turn.Author == "Ann" ? "Bo" : "Ann")).ToArray();

        var above = right.Sum(one => wrong.Count(other => one > other)) / (double)(right.Length * wrong.Length);

        Assert.Equal(1, above);
    }

    [Fact]
    public void It_is_a_probability_whatever_is_asked_of_whatever_store() =>
        Gen.Select(SomeStores.Store, SomeStores.Question).Sample((turns, query) =>
        {
            var result = SomeStores.Build(turns).Search(query);

            Assert.InRange(result.Confidence, 0, 1);
            Assert.All(result.Hits, hit => Assert.InRange(hit.Confidence, 0, 1));
        });

    private static double Ask(RecallIndex index, string asked, string name) =>
        index.Search(SomeRecall.Query(asked.Replace("{0}", name, StringComparison.Ordinal))).Confidence;

    private static double Led(string other)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "I painted a sunrise over the harbour", conversation: null);
        index.Say("Bo", other, conversation: null);
        index.Mumble(8);
        return index.Search(SomeRecall.Query("What did Ann paint over the harbour?")).Hits[0].Confidence;
    }

    private static RecallIndex Store()
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var (author, text, _) in Dialogue)
        {
            index.Say(author, text);
        }

        return index;
    }

    private static float[] Unit(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return Array.ConvertAll(vector, x => x / length);
    }
}
