using System.Buffers;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall;

/// <summary>Random stores and questions with all signals on.</summary>
public sealed class RecallDeterminismTests
{
    private const double Close = 1e-4;

    private static readonly Gen<(int At, string Text)[]> GenEdits =
        Gen.Select(Gen.Int[0, 29], SomeStores.AnyText).Array[0, 6];

    [Fact]
    public void The_same_question_has_the_same_answer_twice() =>
        Gen.Select(SomeStores.Store, SomeStores.Question).Sample((turns, query) =>
        {
            var index = SomeStores.Build(turns);

            Assert.Equal(Exactly(index, query), Exactly(index, query));
        });

    [Fact]
    public void A_snapshot_is_read_back_to_answers_that_are_the_same_bit_for_bit() =>
        Gen.Select(SomeStores.Store, SomeStores.Question, Gen.Int[0, 29].Array[0, 8]).Sample((turns, query, gone) =>
        {
            var index = SomeStores.Build(turns);
            index.Remove([.. gone.Where(ordinal => ordinal < index.Count)]);

            Assert.Equal(Exactly(index, query), Exactly(Reread(index), query));
        });

    [Fact]
    public void An_index_that_grew_after_a_snapshot_answers_as_one_that_was_never_written() =>
        Gen.Select(SomeStores.Store, SomeStores.Store, SomeStores.Question, Gen.Int[0, 29].Array[0, 8]).Sample(
            (turns, more, query, gone) =>
            {
                var index = SomeStores.Build(turns);
                index.Remove([.. gone.Where(ordinal => ordinal < index.Count)]);
                var reread = Reread(index);
                foreach (var turn in more)
                {
                    reread.Take(turn, SomeRecall.Id(index.Count));
                    index.Take(turn, SomeRecall.Id(index.Count));
                }

                Assert.Equal(Exactly(index, query), Exactly(reread, query));
            });

    [Fact]
    public void An_index_after_removals_ranks_as_one_that_never_had_them() =>
        Gen.Select(SomeStores.Store, SomeStores.Question, Gen.Int[0, 29].Array[0, 12]).Sample((turns, query, gone) =>
        {
            var index = SomeStores.Build(turns);
            index.Remove([.. gone.Where(ordinal => ordinal < index.Count)]);
            var never = new RecallIndex(SomeRecall.Options);
            for (var i = 0; i < turns.Length; i++)
            {
                if (!gone.Contains(i))
                {
                    never.Take(turns[i], SomeRecall.Id(i));
                }
            }

            AssertAlike(never, index, query);
        });

    [Fact]
    public void An_index_after_edits_ranks_as_one_that_had_the_new_texts_from_the_start() =>
        Gen.Select(SomeStores.Store, SomeStores.Question, GenEdits).Sample((turns, query, edits) =>
        {
            var index = SomeStores.Build(turns);
            var outcome = turns.ToArray();
            foreach (var (at, text) in edits.Where(edit => edit.At < turns.Length))
            {
                index.Replace(at, text);
                index.Embed(at, turns[at].Axis);
                outcome[at] = outcome[at] with { Text = text };
            }

            Assert.Equal(Exactly(SomeStores.Build(outcome), query), Exactly(index, query));
        });

    [Fact]
    public void Ties_stand_by_id_whatever_the_order_of_adding() =>
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, 12).ToArray()), SomeStores.Question).Sample((order, query) =>
        {
            // Copies outside any conversation are equal to every signal.
            var index = new RecallIndex(SomeRecall.Options);
            foreach (var number in order)
            {
                var text = "Boris lives in a red kite 风筝 12 yesterday";
                index.Take(new SomeStores.Turn(text, "Ann", null, -1, 3, true, true), SomeRecall.Id(number));
            }

            var ids = index.Ids(index.Search(query with { Conversation = null }));

            Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        });

    [Fact]
    public void Names_that_differ_in_case_alone_name_the_same_participant_after_a_snapshot()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "gone", conversation: null);
        index.Say("ann", "a red kite", conversation: null);
        index.Remove(0);
        index.Say("Ann", "a red kite", conversation: null);
        var query = SomeRecall.Query("What did Ann say about the kite?");

        Assert.Equal(Exactly(index, query), Exactly(Reread(index), query));
    }

    private static RecallIndex Reread(RecallIndex index)
    {
        var buffer = new ArrayBufferWriter<byte>();
        index.WriteTo(buffer);
        return RecallIndex.ReadFrom(buffer.WrittenSpan, SomeRecall.Options);
    }

    /// <summary>Gives everything that a result says, to the bit.</summary>
    private static string[] Exactly(RecallIndex index, RecallQuery query)
    {
        var result = index.Search(query);
        return
        [
            $"{result.InScope} {result.Candidates} {result.Confidence:R} {result.Answerable}",
            string.Join(' ', result.Read.Select(ordinal => index[ordinal].Id)),
            .. result.Switches.Select(pair => $"{pair.Key} {pair.Value}"),
            .. result.Hits.Select(hit => $"{index[hit.Ordinal].Id} {hit.Score:R} {hit.Confidence:R} "
                + string.Join(' ', hit.Signals.Select(pair => $"{pair.Key} {pair.Value:R}"))),
        ];
    }

    /// <summary>Compares all but the last digits: moments are summed by ordinal, and removals move ordinals.</summary>
    private static void AssertAlike(RecallIndex expected, RecallIndex actual, RecallQuery query)
    {
        var (one, other) = (expected.Search(query), actual.Search(query));
        Assert.Equal(one.Switches, other.Switches);
        Assert.Equal((one.InScope, one.Candidates), (other.InScope, other.Candidates));
        var hits = other.Hits.ToDictionary(hit => actual[hit.Ordinal].Id);
        Assert.Equal(one.Hits.Count, hits.Count);
        foreach (var hit in one.Hits)
        {
            var same = hits[expected[hit.Ordinal].Id];
            Assert.Equal(hit.Score, same.Score, Close);
            Assert.Equal(hit.Confidence, same.Confidence, Close);
            Assert.All(hit.Signals, pair => Assert.Equal(pair.Value, same.Signals[pair.Key], Close));
        }

        for (var rank = 0; rank + 1 < one.Hits.Count; rank++)
        {
            if (one.Hits[rank].Score - one.Hits[rank + 1].Score > Close)
            {
                Assert.Equal(expected.Ids(one)[..(rank + 1)].Order(), actual.Ids(other)[..(rank + 1)].Order());
            }
        }
    }
}
