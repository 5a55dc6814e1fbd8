using Agents.Contracts;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class ScopeTests
{
    private static readonly Gen<RecallDocument> GenDocument =
        from kind in Gen.Enum<MemoryKind>()
        from conversation in Gen.OneOf("talk", "call", null!)
        from agent in Gen.OneOf("one", "two", null!)
        from day in Gen.Int[0, 9]
        from recorded in Gen.Int[0, 9]
        from evidence in Gen.Bool
        select SomeRecall.Document("a kite", "?") with
        {
            Kind = kind,
            Conversation = conversation,
            Agent = agent,
            Time = SomeRecall.Now.AddDays(-day),
            RecordedAt = SomeRecall.Now.AddDays(-recorded),
            Evidence = evidence,
        };

    private static readonly Gen<RecallQuery> GenQuery =
        from kinds in Gen.Enum<MemoryKind>().Array[0, 3]
        from conversation in Gen.OneOf("talk", "nowhere", null!, null!)
        from agent in Gen.OneOf("one", "nobody", null!, null!)
        from days in Gen.Int[-1, 9].Array[2]
        select SomeRecall.Query("kites") with
        {
            Limit = 100,
            Kinds = kinds,
            Conversation = conversation,
            Agent = agent,
            From = days[0] < 0 ? null : SomeRecall.Now.AddDays(-days[0]),
            To = days[1] < 0 ? null : SomeRecall.Now.AddDays(-days[1]),
            ExcludedIds = [SomeRecall.Id(1), "unknown"],
        };

    [Fact]
    public void Exactly_the_documents_that_every_filter_allows_are_found() =>
        Gen.Select(GenDocument.Array[0, 20], GenQuery).Sample((documents, query) =>
        {
            var index = new RecallIndex(SomeRecall.Options);
            for (var i = 0; i < documents.Length; i++)
            {
                index.Add(documents[i] with { Id = SomeRecall.Id(i) });
            }

            var allowed = Enumerable.Range(0, documents.Length)
                .Where(i => i != 1 && Allows(query, documents[i])).ToArray();
            var result = index.Search(query);

            Assert.Equal(allowed, result.Hits.Select(hit => hit.Ordinal).Order());
            Assert.Equal(allowed.Length, result.InScope);
        });

    [Fact]
    public void Scores_are_standardised_over_the_scope_alone()
    {
        var alone = SomeRecall.Index("red kite", "kite");
        var among = SomeRecall.Index("red kite", "kite");
        for (var i = 2; i < 50; i++)
        {
            among.Add(SomeRecall.Document("filler " + i, SomeRecall.Id(i)) with { Conversation = "other" });
            alone.Add(SomeRecall.Document("filler " + i, SomeRecall.Id(i)) with { Conversation = "other" });
        }

        var wide = among.Search(SomeRecall.Query("red kite")).Hits[0].Signals["lexical"];
        var narrow =
            alone.Search(SomeRecall.Query("red kite") with { ExcludedIds = Ids(2, 50) }).Hits[0].Signals["lexical"];

        // Of two documents the better one stands exactly one deviation above the mean.
        Assert.Equal(SomeRecall.Options.LexicalWeight, narrow, 5);
        Assert.True(wide > 4 * SomeRecall.Options.LexicalWeight);
    }

    [Theory]
    [InlineData("forgotten", "restore")]
    [InlineData("erased", "erased")]
    [InlineData("kind", "kinds")]
    [InlineData("old", "from/to")]
    [InlineData("elsewhere", "conversation")]
    [InlineData("excluded", "id")]
    public void An_explanation_says_what_kept_a_document_out(string why, string word)
    {
        var index = SomeRecall.Index("a kite", "a kite");
        var query = SomeRecall.Query("kite") with { Explain = 0 };
        switch (why)
        {
            case "forgotten": index.SetVisible(0, false); break;
            case "erased": index.Remove(0); break;
            case "kind": query = query with { Kinds = [MemoryKind.Fact] }; break;
            case "old": query = query with { From = SomeRecall.Now }; break;
            case "elsewhere": query = query with { Conversation = "x" }; break;
            default: query = query with { ExcludedIds = [SomeRecall.Id(0)] }; break;
        }

        var explained = index.Search(query).Explained!;

        Assert.Null(explained.Rank);
        Assert.Contains(word, explained.Needed, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_gives_rank_score_and_what_a_hit_would_have_needed()
    {
        var index = SomeRecall.Index("red kite", "a kite", "a boat");

        var hit = index.Search(SomeRecall.Query("red kite") with { Explain = 0, Limit = 1 });
        var near = index.Search(SomeRecall.Query("red kite") with { Explain = 1, Limit = 1 }).Explained!;
        var none = index.Search(SomeRecall.Query("red kite") with { Explain = 2, Limit = 1 }).Explained!;

        Assert.Equal(
            (1, string.Empty, hit.Hits[0].Score), (hit.Explained!.Rank, hit.Explained.Needed, hit.Explained.Score));
        Assert.Equal(2, near.Rank);
        Assert.Contains("score above", near.Needed, StringComparison.Ordinal);
        Assert.Null(none.Rank);
        Assert.Contains("A word of the question", none.Needed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_beyond_the_rescored_ones_is_counted()
    {
        var index = new RecallIndex(SomeRecall.Options);
        for (var i = 0; i < 200; i++)
        {
            var text = string.Join(' ', Enumerable.Repeat("kite", 200 - i));
            index.Add(SomeRecall.Document(text, SomeRecall.Id(i)) with { Time = SomeRecall.Now });
        }

        var explained = index.Search(SomeRecall.Query("kite") with { Explain = 150, Limit = 5 }).Explained!;

        Assert.Equal(151, explained.Rank);
    }

    private static bool Allows(RecallQuery query, RecallDocument document) =>
        document.Evidence
        && (query.Kinds!.Count == 0 || query.Kinds.Contains(document.Kind))
        && (query.Conversation is null || query.Conversation == document.Conversation)
        && (query.Agent is null || query.Agent == document.Agent)
        && (query.From is null || document.Time >= query.From)
        && (query.To is null || document.Time < query.To);

    private static string[] Ids(int from, int to) => [.. Enumerable.Range(from, to - from).Select(SomeRecall.Id)];
}
