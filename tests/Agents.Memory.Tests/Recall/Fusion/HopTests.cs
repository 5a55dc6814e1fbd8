using System.Text.Json;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

/// <summary>What a second hop finds that the first does not: the hop and the completion signal.</summary>
public sealed class HopTests
{
    private static readonly string[] English =
        [.. Names().Select(name => $"{name} lives in {name}ville."), "Dana's boss is Boris.", "Boris lives in Lisbon."];

    private static readonly string[] Chinese =
        [.. "赵钱孙李周吴郑冯陈褚卫蒋".Select(name => $"{name}某住在{name}村。"), "小王的老板是阿强。", "阿强住在上海。"];

    public static TheoryData<string[], string> TwoHopFacts => new()
    {
        { English, "Where does Dana's boss live?" },
        { Chinese, "小王的老板住在哪里？" },
    };

    [Theory]
    [MemberData(nameof(TwoHopFacts))]
    public void A_fact_two_steps_away_is_found_by_the_second_hop_and_not_by_the_first(
        string[] texts, string question)
    {
        var index = SomeRecall.Index(texts);
        var query = SomeRecall.Query(question) with { Limit = 2 };
        var last = texts.Length - 1;

        var first = index.Search(query);
        var second = index.Search(Next(query, first, texts));

        Assert.DoesNotContain(last, first.Ordinals());
        Assert.Contains(last, second.Ordinals());
        Assert.Equal(("on", "on"), (second.Switches["hop"], second.Switches["completion"]));
        Assert.True(second.Hits.Single(hit => hit.Ordinal == last).Signals["completion"] > 0);
    }

    [Theory]
    [MemberData(nameof(TwoHopFacts))]
    public void The_first_hop_equals_plain_search_bit_for_bit_however_many_are_allowed(string[] texts, string question)
    {
        var index = SomeRecall.Index(texts);

        var plain = index.Search(SomeRecall.Query(question), SomeRecall.Options with { HopsMax = 1 });

        Assert.Empty(plain.Read);
        Assert.Equal("off: this is the first hop", plain.Switches["hop"]);
        Assert.Equal("off: this is the first hop", plain.Switches["completion"]);
        for (var most = 2; most <= RecallOptions.HopsLimit; most++)
        {
            var hop = index.Search(SomeRecall.Query(question), SomeRecall.Options with { HopsMax = most });

            Assert.NotEmpty(hop.Read);
            Assert.Equal(plain.Hits.Select(Bits), hop.Hits.Select(Bits));
            Assert.Equal((plain.Confidence, plain.Candidates), (hop.Confidence, hop.Candidates));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_last_hop_that_is_allowed_names_nothing_to_read(int most)
    {
        var index = SomeRecall.Index(English);
        var options = SomeRecall.Options with { HopsMax = most };
        var query = SomeRecall.Query("Where does Dana's boss live?");
        var hops = 1;

        for (var result = index.Search(query, options); result.Read.Count > 0 && hops <= most; hops++)
        {
            query = Next(query, result, English);
            result = index.Search(query, options);
        }

        Assert.Equal(most, hops);
    }

    [Fact]
    public void Three_facts_are_read_at_most_and_the_best_first()
    {
        var index = SomeRecall.Index("kite", "kite and boat", "kite, boat and car", "kite, boat, car and train");

        var result = index.Search(SomeRecall.Query("kite boat car train"));

        Assert.Equal(result.Ordinals()[..3], result.Read);
    }

    [Theory]
    [InlineData("Dana's boss is Boris. ", "and ever so on mumbling about ")]
    [InlineData("小王的老板是阿强。", "然后又说起别的许多事情")]
    public void Nothing_is_read_from_a_long_document(string fact, string talk)
    {
        var text = fact + string.Concat(Enumerable.Repeat(talk, 40));
        var index = SomeRecall.Index(text, "a boat");

        var result = index.Search(SomeRecall.Query(fact));

        Assert.Equal(0, result.Ordinals()[0]);
        Assert.Empty(result.Read);
    }

    [Fact]
    public void Nothing_completes_a_question_in_a_long_document()
    {
        string[] texts = [.. English];
        texts[^1] += string.Concat(Enumerable.Range(0, 70).Select(i => " mumbling" + i));
        var index = SomeRecall.Index(texts);
        var query = SomeRecall.Query("Where does Dana's boss live?");

        var hop = Next(query, index.Search(query), texts);

        Assert.Equal(0, index.Contribution("completion", texts.Length - 1, hop, SomeRecall.Options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mumbling of nothing")]
    [InlineData("\ud800")]
    public void A_readout_that_leads_nowhere_changes_nothing(string readout)
    {
        var index = SomeRecall.Index(English);
        var query = SomeRecall.Query("Where does Dana's boss live?");
        var first = index.Search(query);

        var second = index.Search(query with { Hop = 2, Readouts = [readout] });

        Assert.Equal(first.Hits.Select(Bits), second.Hits.Select(Bits));
        Assert.Equal("off: what was read leads nowhere", second.Switches["hop"]);
        Assert.Equal("off: what was read leads nowhere", second.Switches["completion"]);
    }

    [Fact]
    public void A_readout_that_was_erased_meanwhile_leaves_the_others_to_lead_on()
    {
        var index = SomeRecall.Index(English);
        var query = SomeRecall.Query("Where does Dana's boss live?");
        var boss = English.Length - 2;

        // The memory is gone from the index, and whoever kept its text has an empty one.
        index.Remove(0);
        var hop = index.Search(query with { Hop = 2, Readouts = [string.Empty, English[boss]] });

        Assert.Equal(boss + 1, hop.Ordinals()[0]);
    }

    [Fact]
    public void A_hop_whose_readouts_are_all_gone_is_plain_search()
    {
        var index = SomeRecall.Index(English);
        var query = SomeRecall.Query("Where does Dana's boss live?");

        var hop = index.Search(query with { Hop = 2, Readouts = [] });

        Assert.Equal(index.Search(query).Hits.Select(Bits), hop.Hits.Select(Bits));
    }

    [Theory]
    [InlineData("forgotten")]
    [InlineData("excluded")]
    [InlineData("erased")]
    public void What_is_out_of_scope_is_not_named_to_be_read(string why)
    {
        var index = SomeRecall.Index(English);
        var boss = English.Length - 2;
        var query = SomeRecall.Query("Where does Dana's boss live?");
        switch (why)
        {
            case "forgotten": index.SetVisible(boss, false); break;
            case "erased": index.Remove(boss); break;
            default: query = query with { ExcludedIds = [SomeRecall.Id(boss)] }; break;
        }

        Assert.DoesNotContain(boss, index.Search(query).Read);
    }

    [Fact]
    public void What_is_out_of_scope_is_not_found_by_a_hop()
    {
        var index = SomeRecall.Index(English);
        var last = English.Length - 1;
        var query = SomeRecall.Query("Where does Dana's boss live?") with { Limit = 50 };
        var hop = Next(query, index.Search(query), English);

        index.SetVisible(last, false);

        Assert.DoesNotContain(last, index.Search(hop).Ordinals());
    }

    [Fact]
    public void What_is_out_of_scope_completes_nothing_for_its_neighbour()
    {
        var index = SomeRecall.Index(English[..^1]);
        var last = index.Say("Ann", English[^1]);
        var next = index.Say("Ann", "mumbling");
        var query = SomeRecall.Query("Where does Dana's boss live?");
        var hop = query with { Hop = 2, Readouts = [English[^2]] };
        var shown = index.Contribution("flow", next, hop, SomeRecall.Options);

        index.SetVisible(last, false);

        Assert.True(shown > 0);
        Assert.Equal(0, index.Contribution("flow", next, hop, SomeRecall.Options));
    }

    [Fact]
    public void A_memory_of_somebody_whom_the_one_that_was_read_does_not_name_completes_nothing()
    {
        var index = SomeRecall.Index(English);
        var hop = SomeRecall.Query("Where does Dana's boss live?") with { Hop = 2, Readouts = [English[^2]] };

        Assert.Equal(0, index.Contribution("completion", 0, hop, SomeRecall.Options));
        Assert.True(index.Contribution("completion", English.Length - 1, hop, SomeRecall.Options) > 0);
    }

    [Fact]
    public void A_memory_that_tells_all_of_the_question_itself_completes_nothing()
    {
        string[] texts =
        [
            "Dana's boss lives with Boris.",
            "Boris lives in Lisbon.",
            .. Names().Select(name => $"{name} lives here."),
        ];
        var index = SomeRecall.Index(texts);
        var query = SomeRecall.Query("Where does Dana's boss live?") with { Hop = 2, Readouts = [texts[0]] };

        Assert.Equal(0, index.Contribution("completion", 1, query, SomeRecall.Options));
    }

    [Fact]
    public void Two_memories_that_share_a_word_but_no_name_complete_nothing()
    {
        string[] texts =
            ["Dana's boss likes sailing.", "He lives for sailing.", .. Names().Select(name => $"{name} lives here.")];
        var index = SomeRecall.Index(texts);
        var query = SomeRecall.Query("Where does Dana's boss live?") with { Hop = 2, Readouts = [texts[0]] };

        Assert.Equal(0, index.Contribution("completion", 1, query, SomeRecall.Options));
        Assert.True(index.Contribution("hop", 1, query, SomeRecall.Options) > 0);
    }

    [Fact]
    public void Going_on_finds_what_the_hop_alone_finds_bit_for_bit() =>
        Gen.Select(SomeStores.Store, SomeStores.Question, SomeStores.AnyText.Array[0, 3]).Sample(
            (turns, asked, texts) =>
        {
            var index = SomeStores.Build(turns);
            var query = asked with { Hop = 1, Readouts = [], Explain = turns.Length > 0 ? 0 : null };

            using var search = index.Begin(query);
            Assert.Equal(Everything(index.Search(query)), Everything(search.Result()));
            search.Continue(texts);

            var hop = index.Search(query with { Hop = 2, Readouts = texts });
            Assert.Equal(Everything(hop), Everything(search.Result()));
        });

    [Fact]
    public void Going_on_forgets_what_the_hop_before_made_exact() =>
        Gen.Float[-1, 1].Array[SomeRecall.Dimension].Array[12, 40].Sample(vectors =>
        {
            var index = new RecallIndex(SomeRecall.Options);
            foreach (var vector in vectors)
            {
                var ordinal = index.Say("Ann", $"the boat of {index.Count}", $"talk {index.Count % 3}");
                index.SetVector(ordinal, PackedVector.Pack(vector));
            }

            var query = SomeRecall.Query("the boat") with { Vector = vectors[0], Limit = 1 };
            using var search = index.Begin(query);
            search.Continue(["a boat"]);

            var hop = index.Search(query with { Hop = 2, Readouts = ["a boat"] });
            Assert.Equal(Everything(hop), Everything(search.Result()));
        });

    [Fact]
    public void What_changes_between_two_hops_is_seen_by_the_second()
    {
        var index = SomeRecall.Index([.. English[..^1], "a boat"]);
        var query = SomeRecall.Query("Where does Dana's boss live?");
        using var search = index.Begin(query);

        index.Replace(English.Length - 1, English[^1]);
        search.Continue([English[^2]]);

        var hop = index.Search(query with { Hop = 2, Readouts = [English[^2]] });
        Assert.Equal(Everything(hop), Everything(search.Result()));
    }

    [Fact]
    public void A_search_under_way_tells_of_the_time_before_a_change()
    {
        var index = SomeRecall.Index(English);
        var query = SomeRecall.Query("Where does Dana's boss live?");
        var before = index.Search(query);
        using var search = index.Begin(query);

        index.Add(SomeRecall.Document("Dana's boss lives upstairs.", "later"));

        Assert.Equal(Everything(before), Everything(search.Result()));
    }

    private static RecallQuery Next(RecallQuery query, RecallResult result, string[] texts) =>
        query with { Hop = query.Hop + 1, Readouts = [.. query.Readouts, .. result.Read.Select(i => texts[i])] };

    private static string Everything(RecallResult result) => JsonSerializer.Serialize(result);

    private static (int Ordinal, double Score, double Confidence) Bits(RecallHit hit) =>
        (hit.Ordinal, hit.Score, hit.Confidence);

    private static string[] Names() =>
        ["Alma", "Carl", "Edda", "Fritz", "Greta", "Hugo", "Irma", "Jules", "Karin", "Lars", "Mona", "Nils"];
}
