using Agents.Contracts;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Tests.Consolidation;

namespace Agents.Memory.Tests.Graph;

/// <summary>What recall finds by the relations that a question names.</summary>
public sealed class GraphSignalTests
{
    private readonly TalkingUser _user = new();

    [Theory]
    [InlineData("Where does the boss of Bea Baker live?", "Carl Cole lives in Porto.")]
    [InlineData("In which city does Bea Baker's boss live?", "Carl Cole lives in Porto.")]
    [InlineData("Where does Bea's supervisor reside?", "Carl Cole lives in Porto.")]
    [InlineData("What is the employer of Carl Cole?", "Carl Cole works for Contoso.")]
    [InlineData("Where is the headquarters of the company that Bea Baker's boss works for?",
        "Contoso is headquartered in Lima.")]
    [InlineData("Who works for Contoso?", "Carl Cole works for Contoso.")]
    [InlineData("小雨的老板住在哪里？", "王建国住在苏州。")]
    [InlineData("小雨的上司住在哪个城市？", "王建国住在苏州。")]
    [InlineData("谁是小雨的领导？", "小雨的老板是王建国。")]
    [InlineData("小雨的老板工作的公司总部在哪里？", "星河软件的总部在大连。")]
    public void A_question_is_followed_from_whom_it_names_by_what_it_names(string question, string answer)
    {
        Talk();

        var result = Ask(question);

        Assert.Equal("on", result.Switches["graph"]);
        Assert.Equal(answer, _user.TextOf(result.Hits[0].Ordinal));
        Assert.True(result.Hits[0].Signals["graph"] > 0);
    }

    [Theory]
    [InlineData("My sister Anna works at Contoso.", "Where does my sister work?", "Contoso")]
    [InlineData("My dog's name is Rex. Rex's vet is Carl Cole.", "Who is the vet of my dog?", "Carl Cole")]
    [InlineData("我妹妹叫小雨。小雨的老板是王建国。", "我妹妹的老板是谁？", "王建国")]
    public void Who_is_someones_is_found_from_the_one_who_asks(string talk, string question, string answer)
    {
        foreach (var sentence in talk.Split(['.', '。'], StringSplitOptions.RemoveEmptyEntries))
        {
            _user.Say(sentence.Trim() + (talk.Contains('。', StringComparison.Ordinal) ? "。" : "."));
        }

        var first = Ask(question).Hits[0];

        Assert.True(first.Signals["graph"] > 0);
        Assert.Contains(answer, _user.TextOf(first.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_done_for_a_living_is_not_where_one_lives()
    {
        Say("I live in Porto.", "I work as a plumber.");

        Assert.Equal("I live in Porto.", First("Where do I live?"));
        Assert.DoesNotContain(Ask("Where do I live?").Hits, hit =>
            hit.Signals.GetValueOrDefault("graph") > 0 && _user.TextOf(hit.Ordinal) == "I work as a plumber.");
        Assert.DoesNotContain(Ask("What do I do for a living?").Hits, hit =>
            hit.Signals.GetValueOrDefault("graph") > 0 && _user.TextOf(hit.Ordinal) == "I live in Porto.");
        Assert.Equal("I work as a plumber.", First("What do I do for a living?"));
    }

    [Fact]
    public void The_order_of_the_relations_counts()
    {
        Say("Bea Baker's boss is Carl Cole.", "Carl Cole's spouse is Dan Drake.", "Bea Baker's spouse is Eve Ebert.",
            "Eve Ebert's boss is Fay Frost.");

        Assert.Equal("Eve Ebert's boss is Fay Frost.", First("Who is the boss of the spouse of Bea Baker?"));
        Assert.Equal("Carl Cole's spouse is Dan Drake.", First("Who is the spouse of the boss of Bea Baker?"));
        Assert.Equal("Carl Cole's spouse is Dan Drake.", First("Who is Bea Baker's boss's spouse?"));
    }

    [Fact]
    public void What_took_the_place_of_an_inner_link_is_followed_and_not_what_it_replaced()
    {
        Talk();
        Say("Bea Baker's boss is now Eve Ebert.", "Eve Ebert lives in Graz.");

        var result = Ask("Where does the boss of Bea Baker live?");

        Assert.Equal("Eve Ebert lives in Graz.", _user.TextOf(result.Hits[0].Ordinal));
        Assert.All(
            result.Hits.Where(hit => _user.TextOf(hit.Ordinal).Contains("Carl Cole", StringComparison.Ordinal)),
            hit => Assert.Equal(0, hit.Signals["graph"]));
    }

    [Fact]
    public void The_share_of_a_step_is_divided_among_its_values_and_what_leads_there_counts_half()
    {
        Say("Bea Baker's boss is Carl Cole.", "Carl Cole speaks French.", "Carl Cole speaks Dutch.");

        var result = Ask("Which language does Bea Baker's boss speak?");

        var shares = result.Hits.Select(hit => hit.Signals["graph"] / SomeWeight).Where(share => share > 0).ToArray();
        Assert.Equal(3, shares.Length);
        Assert.Equal(1, shares.Where(share => Math.Abs(share - .25) > 1e-9).Sum(), 9);
    }

    [Fact]
    public void Nothing_forgotten_or_erased_guides_the_walk()
    {
        Talk();
        var link = _user.IdOf(_user.Item("boss", "Carl Cole"));

        _user.Decide(DecisionKind.Forget, link);
        Assert.Equal(0, Lives(Ask("Where does the boss of Bea Baker live?")));

        _user.Decide(DecisionKind.Restore, link);
        Assert.True(Lives(Ask("Where does the boss of Bea Baker live?")) > 0);

        Assert.True(_user.Known.TryFind(link, out var ordinal));
        _user.Erase(ordinal);
        Assert.Equal(0, Lives(Ask("Where does the boss of Bea Baker live?")));
    }

    [Fact]
    public void An_undone_run_leads_nowhere_and_what_it_had_ended_leads_again()
    {
        Talk();
        _user.Say("Bea Baker's boss is now Eve Ebert.");
        Assert.Equal(0, Lives(Ask("Where does the boss of Bea Baker live?")));

        _user.Undo(_user.Known.Runs[^1]);

        Assert.Equal("Carl Cole lives in Porto.", First("Where does the boss of Bea Baker live?"));
    }

    [Fact]
    public void What_ended_is_an_answer_and_leads_no_further()
    {
        Say("Carl Cole no longer works for Contoso.", "Contoso is headquartered in Lima.");

        Assert.Equal("Carl Cole no longer works for Contoso.", First("Does Carl Cole still work for Contoso?"));
        var hit = Ask("In which city is the company of Carl Cole headquartered?").Hits
            .First(hit => _user.TextOf(hit.Ordinal).StartsWith("Contoso", StringComparison.Ordinal));
        Assert.Equal(0, hit.Signals["graph"]);
    }

    [Theory]
    [InlineData("Where does Zoe live?", "off: the question names no entity that is known")]
    [InlineData(
        "What does Carl Cole say about weather?", "off: the question names no relation that is known of its entities")]
    [InlineData("?", "off: the question is empty or too long to be read")]
    public void It_says_why_it_is_off(string question, string why)
    {
        Talk();

        Assert.Equal(why, Ask(question).Switches["graph"]);
    }

    [Fact]
    public void Where_nothing_was_taken_nothing_is_ranked_otherwise()
    {
        var index = new RecallIndex(new RecallOptions { Dimension = 16 });
        for (var i = 0; i < 20; i++)
        {
            index.Add(new RecallDocument
            {
                Id = $"t{i}",
                Kind = MemoryKind.Episode,
                Role = "user",
                Author = "user",
                Time = DateTimeOffset.UnixEpoch.AddDays(i),
                RecordedAt = DateTimeOffset.UnixEpoch,
                Text = i % 2 == 0 ? $"Bea's boss lives in city {i}." : $"Number {i} lives here.",
                Evidence = true,
            });
        }

        var query = new RecallQuery { Text = "Where does Bea's boss live?", Now = DateTimeOffset.UnixEpoch };
        var with = index.Search(query);
        var without = index.Search(query, new RecallOptions { Dimension = 16, GraphWeight = 0 });

        Assert.Equal("off: no relation is known", with.Switches["graph"]);
        Assert.Equal(
            without.Hits.Select(hit => (hit.Ordinal, hit.Score)), with.Hits.Select(hit => (hit.Ordinal, hit.Score)));
        Assert.All(with.Hits, hit => Assert.False(hit.Signals.ContainsKey("graph")));
    }

    private static double SomeWeight => new RecallOptions().GraphWeight;

    private void Talk() => Say(
        "Bea Baker's boss is Carl Cole.", "Carl Cole lives in Porto.", "Carl Cole works for Contoso.",
        "Contoso is headquartered in Lima.", "Bea Baker lives in Oslo.", "Dan Drake lives in Turin.",
        "小雨的老板是王建国。", "王建国住在苏州。", "王建国在星河软件工作。", "星河软件的总部在大连。", "小雨住在杭州。");

    private void Say(params string[] turns) => Array.ForEach(turns, turn => _user.Say(turn));

    private RecallResult Ask(string question) => _user.Known.Index.Search(
        new RecallQuery { Text = question, Limit = 20, Now = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) });

    private string First(string question) => _user.TextOf(Ask(question).Hits[0].Ordinal);

    private double Lives(RecallResult result) => result.Hits
        .Where(hit => _user.TextOf(hit.Ordinal) == "Carl Cole lives in Porto.")
        .Select(hit => hit.Signals.GetValueOrDefault("graph")).FirstOrDefault();
}
