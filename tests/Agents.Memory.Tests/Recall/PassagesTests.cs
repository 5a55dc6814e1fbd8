using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall;

public sealed class PassagesTests
{
    private const string Sentence = "This is one more sentence of a rather long answer. ";

    [Theory]
    [InlineData("２０２３年ＡＢｃ", "2023年ABc")]
    [InlineData("a\u200bb\u202ec\ufeff", "abc")]
    [InlineData("👩\u200d👧，。é", "👩\u200d👧，。é")]
    public void A_model_reads_plain_letters_and_no_unseen_marks(string text, string read) =>
        Assert.Equal([read], Passages.Of(text));

    [Fact]
    public void A_text_that_a_model_reads_whole_is_one_passage() =>
        Assert.Equal(["A short text. With two sentences."], Passages.Of("A short text. With two sentences."));

    [Fact]
    public void A_long_text_is_split_at_the_ends_of_sentences()
    {
        var passages = Passages.Of(string.Concat(Enumerable.Repeat(Sentence, 60)));

        Assert.Equal(4, passages.Count);
        Assert.All(passages, passage => Assert.EndsWith("answer.", passage, StringComparison.Ordinal));
        Assert.All(passages, passage => Assert.InRange(passage.Length, 1, 900));
    }

    [Fact]
    public void A_text_without_sentences_is_split_between_words() =>
        Assert.All(
            Passages.Of(string.Join(' ', Enumerable.Repeat("word", 1_000))).SkipLast(1),
            passage => Assert.EndsWith("word", passage, StringComparison.Ordinal));

    [Fact]
    public void What_lies_beyond_the_last_passage_is_left_to_its_words() =>
        Assert.Equal(Passages.CountMax, Passages.Of(new string('a', 512 * 1024)).Count);

    [Fact]
    public void Passages_hold_the_text_in_order_whatever_it_is() =>
        Gen.OneOf(Gen.Const(Sentence), Gen.Const("没有空格的长句子"), Gen.String, Gen.Const("😀"), Gen.Const("\n\n"))
            .Array[0, 120].Select(string.Concat).Sample(text =>
            {
                var from = 0;
                foreach (var passage in Passages.Of(text).Where(passage => passage.Length > 0))
                {
                    var at = text.IndexOf(passage, from, StringComparison.Ordinal);
                    Assert.True(at >= from && string.IsNullOrWhiteSpace(text[from..at]));
                    Assert.False(char.IsLowSurrogate(passage[0]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
                    from = at + passage.Length;
                }
            });

    [Fact]
    public void A_document_is_found_by_its_last_passage()
    {
        var index = SomeRecall.Index("long", "short", "other", "else");
        index.SetVector(0, [.. Packed(0), .. Packed(1), .. Packed(2)]);
        index.SetVector(1, Packed(3));
        index.SetVector(2, Packed(4));
        index.SetVector(3, Packed(5));

        var hit = index.Search(SomeRecall.Query("nothing of that") with { Vector = SomeRecall.Axis(2) }).Hits[0];

        Assert.Equal(0, hit.Ordinal);
    }

    [Fact]
    public void Of_two_documents_as_near_the_one_of_fewer_passages_comes_first()
    {
        var index = SomeRecall.Index("long", "short", "other", "else");
        index.SetVector(0, [.. Packed(0), .. Packed(1), .. Packed(2)]);
        index.SetVector(1, Packed(2));
        index.SetVector(2, Packed(4));
        index.SetVector(3, Packed(5));

        var hits = index.Search(SomeRecall.Query("nothing of that") with { Vector = SomeRecall.Axis(2) }).Hits;

        Assert.Equal([1, 0], hits.Select(hit => hit.Ordinal));
    }

    [Fact]
    public void An_erased_document_leaves_no_passage_and_its_room_is_used_again()
    {
        var index = SomeRecall.Index("long", "short");
        index.SetVector(0, [.. Packed(0), .. Packed(1)]);
        index.SetVector(1, Packed(3));
        index.Remove(0);
        var before = index.ResidentBytes;
        index.SetVector(1, [.. Packed(3), .. Packed(4)]);

        Assert.Empty(index.Search(SomeRecall.Query("nothing") with { Vector = SomeRecall.Axis(1) }).Hits);
        Assert.NotEmpty(index.Search(SomeRecall.Query("nothing") with { Vector = SomeRecall.Axis(4) }).Hits);
        Assert.InRange(index.ResidentBytes, before, before + 200);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Vectors_that_are_no_whole_number_of_passages_are_refused(int extra)
    {
        var index = SomeRecall.Index("text");
        var size = PackedVector.SizeOf(SomeRecall.Dimension);

        Assert.Throws<ArgumentException>(() => index.SetVector(0, new byte[extra == 0 ? 0 : (2 * size) + extra]));
        Assert.Throws<ArgumentException>(() => index.SetVector(0, new byte[size * (Passages.CountMax + 1)]));
    }

    private static byte[] Packed(int axis) => PackedVector.Pack(SomeRecall.Axis(axis));
}
