using Agents.Silo.Tokens;
using CsCheck;
using Microsoft.ML.Tokenizers;

namespace Agents.Silo.Tests.Tokens;

public sealed class O200kTokenCounterTests
{
    private static readonly TiktokenTokenizer Reference = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private static readonly O200kTokenCounter Counter = new();

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf(
            "the", "Caroline's", "it'LL", "don’t", "HTTPServer", "naïve", "豆腐", "我的猫，", "🙂", "👨‍👩‍👧", "1,140",
            "12345", "2026-05-08", "[13:56]", "a_b", "://x/y", "...", "//\n", "#", "İstanbul", "e\u0301", "’s",
            "x\u00A0y", "\u200B"),
        Gen.OneOf(" ", " ", " ", " ", "  ", "   ", "\n", " \n", "\r\n ", "\t", "\u3000", "\u00A0", ""),
        Gen.Char.Where(c => !char.IsSurrogate(c)).Select(c => c.ToString()))
        .Array[0, 40].Select(string.Concat);

    [Fact]
    public void Counts_as_the_encoding_does_whatever_stands_between_the_words() =>
        Texts.Sample(text => Assert.Equal(Reference.CountTokens(text), Counter.Count(text)), iter: 3_000);
}
