using System.Text;
using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Items;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class SessionDigestTests
{
    private static readonly string[] Trip =
    [
        "Hi there!", "We are planning a trip to Lisbon in October.", "My sister Clara wants to see the tiles museum.",
        "The flight to Lisbon leaves at seven on Friday.", "Should we rent a car?",
        "Clara found a flat near the tiles museum.", "Thanks a lot!",
    ];

    private static readonly string[] Chinese =
    [
        "你好！", "我打算十月去杭州旅游。", "我妹妹想看西湖的荷花。", "去杭州的高铁周五早上七点开。", "要不要租车？", "妹妹在西湖边找了一家民宿。",
    ];

    private readonly TalkingUser _user = new();

    [Fact]
    public void A_summary_quotes_what_covers_most_in_its_order_and_says_who_said_it()
    {
        Talk("c1", Trip);

        Assert.Equal(1, _user.Digest());

        var text = Assert.Single(_user.DigestsNow("summary"));
        Assert.Contains("Lisbon", text, StringComparison.Ordinal);
        Assert.Contains("tiles museum", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hi there", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.StartsWith("user: ", line, StringComparison.Ordinal));
        var quoted = text.Split('\n').Select(line => Array.IndexOf(Trip, line["user: ".Length..])).ToArray();
        Assert.DoesNotContain(-1, quoted);
        Assert.Equal(quoted.Order(), quoted);
        Assert.InRange(quoted.Length, 2, 5);
    }

    [Fact]
    public void Every_span_of_a_summary_stands_in_its_turn_and_in_the_summary()
    {
        Talk("c1", Trip);
        _user.Digest();

        var summary = Summary();

        Assert.Equal(MemoryKind.Summary, _user.Known.Index.KindOf(OrdinalOf(summary)));
        Assert.All(summary.Sources, span => Assert.Contains(
            _user.TextOf(Ordinal(span.Sequence))[span.Start..span.End], _user.TextOf(summary),
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_Chinese_conversation_is_summed_up_by_its_sentences()
    {
        Talk("c1", Chinese);

        _user.Digest();

        var text = Assert.Single(_user.DigestsNow("summary"));
        Assert.Contains("杭州", text, StringComparison.Ordinal);
        Assert.Contains("西湖", text, StringComparison.Ordinal);
        Assert.DoesNotContain("你好", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_assistant_said_is_marked_and_at_most_one_sentence_of_it()
    {
        Talk("c1", Trip[..4]);
        _user.Say("The Lisbon tiles museum opens at ten.", role: "assistant", author: "Ada", conversation: "c1");
        _user.Say("Lisbon has trams and hills everywhere.", role: "assistant", author: "Ada", conversation: "c1");

        _user.Digest();

        var lines = Assert.Single(_user.DigestsNow("summary")).Split('\n');
        Assert.Single(lines, line => line.StartsWith("Ada (assistant): ", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_and_quotations_are_no_part_of_a_summary()
    {
        Talk("c1",
        [
            .. Trip[..5],
            "Look at this:\n```\nthe flight to Lisbon is a function of the tiles museum\n```\n"
                + "> we fly to Lisbon on Friday at noon",
        ]);

        _user.Digest();

        var text = Assert.Single(_user.DigestsNow("summary"));
        Assert.DoesNotContain("function", text, StringComparison.Ordinal);
        Assert.DoesNotContain("noon", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_has_at_most_a_hundred_and_twenty_words_of_quotation()
    {
        Talk("c1", [.. Enumerable.Range(0, 30).Select(number =>
            $"In story {number} I walked to place{number} and there " + string.Join(
                ' ', Enumerable.Range(0, 35).Select(word => $"w{(number * 35) + word}")) + ".")]);

        _user.Digest();

        Assert.InRange(Assert.Single(_user.DigestsNow("summary")).Split(' ').Length, 40, 130);
    }

    [Fact]
    public void A_conversation_of_nothing_but_code_gives_its_beginning()
    {
        Talk("c1", [.. Enumerable.Range(0, 6).Select(number => $"{{x={number}}}")]);

        _user.Digest();

        Assert.Equal(["user: {x=0}"], _user.DigestsNow("summary"));
    }

    [Fact]
    public void A_short_conversation_and_turns_of_none_are_not_summed_up()
    {
        Talk("c1", Trip[..5]);
        Talk(null, Trip);

        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void A_conversation_is_summed_up_once_it_has_rested_and_not_before()
    {
        Talk("c1", Trip);
        var last = _user.Known.Index[_user.Known.Count - 1].RecordedAt;
        var digests = new Digests(_user.Known, TimeSpan.FromMinutes(30));

        var early = digests.Owed(last.AddMinutes(10));

        Assert.Empty(early.Now);
        Assert.Equal(TimeSpan.FromMinutes(20), early.Rest);
        Assert.Single(digests.Owed(last.AddMinutes(30)).Now);
    }

    [Fact]
    public void A_clock_that_was_set_back_a_year_keeps_no_conversation_from_resting()
    {
        Talk("c1", Trip);
        var last = _user.Known.Index[_user.Known.Count - 1].RecordedAt;

        Assert.Single(new Digests(_user.Known, TimeSpan.FromMinutes(30)).Owed(last.AddYears(-1)).Now);
    }

    [Fact]
    public void The_next_summary_of_a_conversation_takes_the_place_of_the_one_before()
    {
        Talk("c1", Trip);
        _user.Digest();
        var first = Summary();
        Talk("c1", ["The hotel in Porto has a pool."]);

        Assert.Equal(1, _user.Digest());

        Assert.Equal(ItemStanding.Superseded, first.Standing);
        Assert.Single(_user.DigestsNow("summary"));
        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void Erasing_a_source_erases_the_summary_and_the_rest_is_summed_up_again()
    {
        Talk("c1", [.. Trip, "My passport is blue and my visa is for Lisbon."]);
        _user.Digest();
        var gone = Ordinal(Summary().Sources[0].Sequence);
        var words = _user.TextOf(gone);

        _user.Erase(gone);

        Assert.Empty(_user.DigestsNow("summary"));
        Assert.DoesNotContain(
            words, Encoding.UTF8.GetString(_user.Known.ToSnapshot().Span), StringComparison.Ordinal);
        Assert.Equal(1, _user.Digest());
        Assert.DoesNotContain(words, Assert.Single(_user.DigestsNow("summary")), StringComparison.Ordinal);
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void Erasing_a_summary_that_was_replaced_goes_with_its_source_too()
    {
        Talk("c1", Trip);
        _user.Digest();
        var source = Ordinal(Summary().Sources[0].Sequence);
        Talk("c1", ["The hotel in Porto has a pool."]);
        _user.Digest();

        _user.Erase(source);

        Assert.DoesNotContain(_user.Known.Items.All, item => item.Sources.Any(span => span.Sequence == source + 1L));
        Assert.Empty(_user.DigestsNow("summary"));
    }

    [Fact]
    public void Forgetting_a_source_retires_the_summary_and_restoring_it_brings_the_whole_back()
    {
        Talk("c1", Trip);
        Talk("c1", ["The hotel in Porto has a pool."]);
        _user.Digest();
        var summary = Summary();
        var source = _user.Known.Index[Ordinal(summary.Sources[0].Sequence)].Id;

        _user.Decide(DecisionKind.Forget, source);
        Assert.Equal(MemoryState.Retired, StateOf(summary));
        Assert.False(_user.Known.Index.IsVisible(OrdinalOf(summary)));
        _user.Decide(DecisionKind.Restore, source);
        Assert.Equal(MemoryState.Active, StateOf(summary));

        _user.Decide(DecisionKind.Forget, source);
        Assert.Equal(1, _user.Digest());
        _user.Decide(DecisionKind.Restore, source);
        Assert.Equal(1, _user.Digest());
        Assert.Single(_user.DigestsNow("summary"));
    }

    [Fact]
    public void Editing_a_source_retires_the_summary_and_the_next_quotes_the_new_text()
    {
        Talk("c1", Trip);
        _user.Digest();
        var summary = Summary();
        var source = _user.Known.Index[Ordinal(summary.Sources[^1].Sequence)].Id;

        _user.Decide(DecisionKind.Edit, source, "My brother Dario wants to see the harbour of Setubal.");

        Assert.Equal(ItemStanding.Retired, summary.Standing);
        Assert.Equal(1, _user.Digest());
        Assert.Contains("Setubal", Assert.Single(_user.DigestsNow("summary")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_that_was_undone_or_forgotten_comes_back_with_new_turns_only()
    {
        Talk("c1", Trip);
        _user.Digest();
        _user.Undo(_user.Known.Runs[_user.Known.Runs.Count - 1]);
        Assert.Empty(_user.DigestsNow("summary"));
        Assert.Equal(0, _user.Digest());
        Talk("c1", ["The hotel in Porto has a pool."]);
        Assert.Equal(1, _user.Digest());

        _user.Decide(DecisionKind.Forget, _user.Known.Index[OrdinalOf(Summary())].Id);

        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void Undoing_a_summary_lets_the_one_before_hold_again()
    {
        Talk("c1", Trip);
        _user.Digest();
        var first = Summary();
        Talk("c1", ["The hotel in Porto has a pool."]);
        _user.Digest();

        _user.Undo(_user.Known.Runs[_user.Known.Runs.Count - 1]);

        Assert.Equal(ItemStanding.Current, first.Standing);
        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void Only_who_asks_for_summaries_finds_one()
    {
        Talk("c1", Trip);
        _user.Digest();
        var summary = OrdinalOf(Summary());

        Assert.DoesNotContain(summary, Found(null));
        Assert.DoesNotContain(summary, Found([MemoryKind.Episode, MemoryKind.Fact]));
        Assert.Contains(summary, Found([MemoryKind.Summary]));
        Assert.Contains(summary, Found([MemoryKind.Summary, MemoryKind.Episode]));
    }

    [Fact]
    public void A_summary_keeps_no_turn_from_being_out_of_date_and_ends_nothing()
    {
        _user.Say("I live in Porto.", conversation: "summary");
        Talk("summary", Trip);
        _user.Digest();

        _user.Say("I moved to Leeds.", conversation: "summary");
        _user.Say("My summary is finished.", conversation: "summary");

        Assert.True(_user.Known.Index.IsOutdated(0));
        Assert.Single(_user.DigestsNow("summary"));
    }

    private void Talk(string? conversation, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            _user.Say(text, conversation: conversation);
        }
    }

    private ItemState Summary() => _user.Known.Items.All.Single(item =>
        item is { IsDigest: true, Standing: ItemStanding.Current, Slot: "summary" });

    private MemoryState StateOf(ItemState item) => _user.Known.StateOf(OrdinalOf(item), DateTimeOffset.UnixEpoch);

    private int OrdinalOf(ItemState item) => Ordinal(item.Sequence);

    private int Ordinal(long sequence)
    {
        Assert.True(_user.Known.TryFindRecord(sequence, out var ordinal));
        return ordinal;
    }

    private int[] Found(IReadOnlyList<MemoryKind>? kinds) =>
    [
        .. _user.Known.Index.Search(new RecallQuery
        {
            Text = "Lisbon tiles museum", Kinds = kinds, Limit = 20, Now = DateTimeOffset.UnixEpoch,
        }).Hits.Select(hit => hit.Ordinal),
    ];
}
