using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

public sealed class RecallIndexTests
{
    [Fact]
    public void A_document_is_found_by_a_stem_of_its_words_at_once()
    {
        var index = SomeRecall.Index("She adopted a beagle", "The weather is fine");

        Assert.Equal([0], SomeRecall.Found(index, "Who adopts beagles?"));
    }

    [Fact]
    public void A_document_that_shares_no_word_and_has_no_vector_is_not_returned() =>
        Assert.Empty(SomeRecall.Index("apples", "pears").Search(SomeRecall.Query("bicycle")).Hits);

    [Fact]
    public void Chinese_is_found_by_its_characters()
    {
        var index = SomeRecall.Index("我昨天去看了电影", "他在图书馆工作", "今天的天气很好");

        Assert.Equal(1, SomeRecall.Found(index, "谁在图书馆？")[0]);
    }

    [Fact]
    public void A_question_in_two_languages_finds_both()
    {
        var index = SomeRecall.Index("我在学习弹钢琴", "My flight leaves on Friday", "今天的天气很好", "Nothing here");

        Assert.Equal([0, 1], SomeRecall.Found(index, "flight 和 钢琴").Order());
    }

    [Fact]
    public void Equal_scores_stand_by_id_and_not_by_order_of_adding()
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var id in (string[])["c", "a", "d", "b"])
        {
            index.Add(SomeRecall.Document("a red kite", id));
        }

        var ids = index.Search(SomeRecall.Query("kites")).Hits.Select(hit => index[hit.Ordinal].Id);

        Assert.Equal(["a", "b", "c", "d"], ids);
    }

    [Fact]
    public void Of_more_equals_than_are_rescored_the_lowest_ids_are_kept()
    {
        var index = new RecallIndex(SomeRecall.Options);
        for (var i = 299; i >= 0; i--)
        {
            index.Add(SomeRecall.Document("a red kite", SomeRecall.Id(i)));
        }

        var hits = index.Search(SomeRecall.Query("kites") with { Limit = 3 }).Hits;

        Assert.Equal(["id0000", "id0001", "id0002"], hits.Select(hit => index[hit.Ordinal].Id));
    }

    [Fact]
    public void A_vector_finds_what_no_word_does()
    {
        var index = SomeRecall.Index("alpha", "beta", "gamma", "delta");
        for (var i = 0; i < 4; i++)
        {
            index.SetVector(i, PackedVector.Pack(SomeRecall.Axis(i)));
        }

        var result = index.Search(SomeRecall.Query("nothing of that") with { Vector = SomeRecall.Axis(2) });

        Assert.Equal([2], result.Hits.Select(hit => hit.Ordinal));
        Assert.Equal("on", result.Switches["dense"]);
        Assert.True(result.Hits[0].Signals["dense"] > 0);
        Assert.InRange(result.Hits[0].Confidence, 0.5, 1);
    }

    [Fact]
    public void A_pending_vector_counts_as_if_it_were_set()
    {
        var index = SomeRecall.Index("alpha", "beta");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));
        var pending = new Dictionary<int, ReadOnlyMemory<byte>> { [1] = PackedVector.Pack(SomeRecall.Axis(1)) };
        var query = SomeRecall.Query("nothing") with { Vector = SomeRecall.Axis(1), PendingVectors = pending };

        var before = index.Search(query);
        index.SetVector(1, pending[1].Span);
        var after = index.Search(query with { PendingVectors = null });

        Assert.Equal([1], before.Hits.Select(hit => hit.Ordinal));
        Assert.Equal(before.Hits[0].Score, after.Hits[0].Score, 3);
    }

    [Fact]
    public void Pending_documents_are_counted_and_given_newest_first()
    {
        var index = SomeRecall.Index("one", "two", "three", "four");
        index.Add(SomeRecall.Document("injected", "x") with { Evidence = false });

        index.SetVector(1, PackedVector.Pack(SomeRecall.Axis(0)));
        index.SetUnreadable(2);

        Assert.Equal(2, index.PendingCount);
        Assert.Equal([3, 0], index.PendingNewest(10));
        Assert.Equal([3], index.PendingNewest(1));
        Assert.Equal(RecallVectorState.Unreadable, index[2].VectorState);
    }

    [Fact]
    public void Replaced_text_is_found_by_its_new_words_only_and_is_pending_again()
    {
        var index = SomeRecall.Index("My cat is Tom", "We live in Bern");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));

        index.Replace(0, "My dog is Rex");

        Assert.Empty(SomeRecall.Found(index, "cat"));
        Assert.Equal([0], SomeRecall.Found(index, "dog"));
        Assert.Equal([1, 0], index.PendingNewest(5));
    }

    [Fact]
    public void A_vector_of_text_that_was_replaced_finds_nothing_any_more()
    {
        var index = SomeRecall.Index("My cat is Tom", "We live in Bern");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));
        index.SetVector(1, PackedVector.Pack(SomeRecall.Axis(1)));

        index.Replace(0, "My dog is Rex");

        Assert.Empty(index.Search(SomeRecall.Query("nothing") with { Vector = SomeRecall.Axis(0) }).Hits);
    }

    [Fact]
    public void A_hidden_document_is_not_found_until_it_is_shown_again()
    {
        var index = SomeRecall.Index("a secret plan");

        index.SetVisible(0, false);
        Assert.Empty(SomeRecall.Found(index, "secret"));
        index.SetVisible(0, true);

        Assert.Equal([0], SomeRecall.Found(index, "secret"));
    }

    [Fact]
    public void Nothing_of_a_removed_document_is_left()
    {
        var index = SomeRecall.Index("a secret plan", "a secret garden");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));

        index.Remove(0);
        index.SetVisible(0, true);
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));

        Assert.Equal([1], SomeRecall.Found(index, "secret plan"));
        Assert.Equal(string.Empty, index[0].Id);
        Assert.Equal(string.Empty, index[0].Author);
        Assert.True(index[0].Removed);
        Assert.Equal(-1, index.Find("id0000"));
        Assert.Equal(1, index.PendingCount);
    }

    [Fact]
    public void A_document_that_is_no_evidence_is_never_found()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Add(SomeRecall.Document("an injected block", "a") with { Evidence = false });

        Assert.Empty(SomeRecall.Found(index, "injected block"));
    }

    [Fact]
    public void Entries_give_back_what_was_added()
    {
        var index = new RecallIndex(SomeRecall.Options);
        var time = new DateTimeOffset(2026, 5, 8, 13, 56, 0, TimeSpan.FromHours(2));
        var document = SomeRecall.Document("text", "the-id") with
        {
            Kind = MemoryKind.Fact,
            Role = "assistant",
            Author = "Ann",
            Conversation = "talk",
            Agent = "helper",
            Time = time,
        };

        var entry = index[index.Add(document)];

        Assert.Equal("the-id", entry.Id);
        Assert.Equal((MemoryKind.Fact, "assistant", "Ann"), (entry.Kind, entry.Role, entry.Author));
        Assert.Equal(("talk", "helper"), (entry.Conversation, entry.Agent));
        Assert.Equal((time, time.Offset), (entry.Time, entry.Time.Offset));
        Assert.Equal(document.RecordedAt, entry.RecordedAt);
        Assert.Equal(0, index.Find("the-id"));
    }

    [Fact]
    public void A_vector_of_another_model_is_refused_with_both_dimensions()
    {
        var index = SomeRecall.Index("one");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(0)));

        var set = Assert.Throws<ArgumentException>(() => index.SetVector(0, PackedVector.Pack(new float[] { 1, 0 })));
        var asked = Assert.Throws<ArgumentException>(
            () => index.Search(SomeRecall.Query("one") with { Vector = new float[] { 1, 0 } }));

        Assert.Contains("8 bytes", set.Message, StringComparison.Ordinal);
        Assert.Contains("2 dimensions", asked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_name()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RecallIndex(new RecallOptions { Dimension = 0 }));

        Assert.Contains("Dimension", fault.Message, StringComparison.Ordinal);
    }
}
