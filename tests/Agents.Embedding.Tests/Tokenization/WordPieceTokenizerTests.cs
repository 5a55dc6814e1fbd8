using System.Text;
using Agents.Embedding.Tests.TestKit;
using CsCheck;

namespace Agents.Embedding.Tests.Tokenization;

public sealed class WordPieceTokenizerTests(RealModel model)
{
    private const int Cls = 101;
    private const int Sep = 102;
    private const int Unk = 100;
    private const int LengthMax = 256;

    public static IEnumerable<TheoryDataRow<string, int[]>> Golden =>
        GoldenText.ReadAll().Select(text => new TheoryDataRow<string, int[]>(text.Text, text.Ids));

    [Theory]
    [MemberData(nameof(Golden))]
    public void Ids_are_those_of_the_reference(string text, int[] ids) =>
        Assert.Equal(ids, model.Tokenizer.Encode(text, LengthMax).Ids);

    [Fact]
    public void Golden_texts_are_at_least_seventeen() => Assert.True(GoldenText.ReadAll().Count >= 17);

    // Values of the rules themselves, where the JavaScript reference departs from the library that trained the model:
    // it lower-cases a final sigma by its place in the word and reads Chinese beyond the first plane as one word.
    [Theory]
    [InlineData("ΑΣ", new[] { Cls, 1155, 29733, Sep })]
    [InlineData("\U00020000\U00020001", new[] { Cls, Unk, Unk, Sep })]
    [InlineData("İstanbul ẞ Ǆ", new[] { Cls, 9960, 1096, Unk, Sep })]
    public void Case_and_rare_chinese_follow_the_rules(string text, int[] ids) =>
        Assert.Equal(ids, model.Tokenizer.Encode(text, LengthMax).Ids);

    [Fact]
    public void A_special_token_spelled_out_is_plain_text()
    {
        var ids = model.Tokenizer.Encode("[SEP] end [CLS] [UNK]", LengthMax).Ids;

        Assert.Equal([Cls, 1031], ids[..2]);
        Assert.DoesNotContain(Sep, ids[1..^1]);
        Assert.DoesNotContain(Cls, ids[1..]);
        Assert.DoesNotContain(Unk, ids);
    }

    [Fact]
    public void A_long_text_is_cut_and_keeps_its_last_special_token()
    {
        var text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 20_000));

        var whole = model.Tokenizer.Encode(text, LengthMax);
        var part = model.Tokenizer.Encode(text.AsSpan(0, 2_000), LengthMax);

        Assert.Equal(LengthMax, whole.Ids.Length);
        Assert.Equal(Sep, whole.Ids[^1]);
        Assert.Equal(part.Ids, whole.Ids);
    }

    [Fact]
    public void A_word_of_a_hundred_characters_is_read_and_a_longer_one_is_unknown()
    {
        Assert.Equal([Cls, Unk, Sep], model.Tokenizer.Encode(new string('a', 101), LengthMax).Ids);
        Assert.DoesNotContain(Unk, model.Tokenizer.Encode(new string('a', 100), LengthMax).Ids);
    }

    [Fact]
    public void Unknown_share_counts_unknown_pieces_without_special_tokens()
    {
        Assert.Equal(0, model.Tokenizer.Encode("", LengthMax).UnknownShare);
        Assert.Equal(0, model.Tokenizer.Encode("plain words", LengthMax).UnknownShare);
        Assert.Equal(1.0 / 3, model.Tokenizer.Encode("plain \U0001F355 words", LengthMax).UnknownShare, 6);
        Assert.Equal(1, model.Tokenizer.Encode("\U0001F355", LengthMax).UnknownShare);
    }

    [Fact]
    public void Any_text_gives_at_most_the_length_and_starts_and_ends_with_special_tokens() =>
        Gen.Select(Gen.OneOf(AnyText, Gen.String), Gen.Int[2, 40]).Sample(
            (text, lengthMax) =>
            {
                var encoded = model.Tokenizer.Encode(text, lengthMax);
                return encoded.Ids.Length <= lengthMax && encoded.Ids[0] == Cls && encoded.Ids[^1] == Sep
                    && encoded.Unknown == encoded.Ids[1..^1].Count(id => id == Unk)
                    && encoded.UnknownShare is >= 0 and <= 1;
            },
            seed: "0000000000000", iter: 3_000);

    [Fact]
    public void A_composed_and_a_decomposed_text_give_the_same_ids() =>
        AnyText.Select(WellFormed).Sample(
            text => model.Tokenizer.Encode(text, LengthMax).Ids
                .SequenceEqual(model.Tokenizer.Encode(text.Normalize(NormalizationForm.FormD), LengthMax).Ids),
            seed: "0000000000000", iter: 2_000);

    // Without what .NET refuses to normalise.
    private static string WellFormed(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not (0xFFFD or 0xFFFE)));

    // Runs of characters from everywhere, lone surrogates and unassigned code points among them.
    private static Gen<string> AnyText =>
        Gen.OneOf(
            Gen.Int[0, 0x10FFFF].Where(value => value is < 0xD800 or > 0xDFFF)
                .Select(value => new Rune(value).ToString()),
            Gen.Int[0xD800, 0xDFFF].Select(value => ((char)value).ToString()),
            Gen.Int[0x0300, 0x036F].Select(value => ((char)value).ToString()),
            Gen.Char[' ', '~'].Select(value => value.ToString()),
            Gen.OneOf("the ", "memory", "é", "ﬁ", "Å", "≠",
                "\u037E", "\u0344", "한", "我", "\u200B", "\uFFFD", "\uFFFE"))
        .Array[0, 60].Select(string.Concat);
}
