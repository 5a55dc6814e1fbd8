using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Tests.Projection;
using CsCheck;

namespace Agents.Memory.Tests.Extraction;

/// <summary>Whatever is said, and whenever: reading it never fails, and what it takes stands in the turn.</summary>
public sealed class RuleExtractorProperties
{
    private static readonly string[] Words =
    [
        "I", "my", "we", "live in", "moved to", "Porto", "work for", "Acme", "because", "since", "have a", "dog",
        "named",
        "Rex", "no longer", "used to", "am allergic to", "nuts", "and", ",", ".", "!", "?", "\"", "'", "(", ")", "\n",
        "next year", "last Friday", "in March", "on 31 December 9999", "3 years ago", "12345678901234567890", "0", "-1",
        "favorite", "color", "is", "are", "was", "'s", "sister", "Anna", "works at", "sold", "gave up", "like", "hate",
        "我", "我们", "住在", "杭州", "搬到了", "养了", "一只", "猫", "因为", "所以", "不再", "没有", "了", "，", "。", "？", "明年",
        "去年", "0001年1月1日", "9999年12月31日", "公元1年", "喜欢", "讨厌", "我妹妹", "叫", "小美", "在", "工作", "辞职", "「", "」",
        "😀", "\ud83d", "\u0000", "\u202e", "é", "ß", "İ", "ı", "```", "> ", "c?d=e#f",
    ];

    private static readonly Gen<string> Word = Gen.Int[0, Words.Length - 1].Select(index => Words[index]);

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char, 0, 300],
        Word.Array[0, 40].Select(words => string.Join(' ', words)),
        Word.Array[0, 40].Select(words => string.Concat(words)));

    private static readonly Gen<DateTimeOffset> Times =
        from ticks in Gen.OneOf(
            Gen.Long[DateTime.MinValue.AddDays(1).Ticks, DateTime.MaxValue.AddDays(-1).Ticks],
            Gen.Long[DateTime.MinValue.AddDays(1).Ticks, DateTime.MinValue.AddYears(3).Ticks],
            Gen.Long[DateTime.MaxValue.AddYears(-3).Ticks, DateTime.MaxValue.AddDays(-1).Ticks])
        from hours in Gen.Int[-14, 14]
        select new DateTimeOffset(new DateTime(ticks), TimeSpan.FromHours(hours));

    [Fact]
    public void Reading_never_fails_and_takes_only_what_the_turn_says() => Gen.Select(Texts, Times).Sample(
        (text, said) =>
        {
            foreach (var claim in RuleExtractor.Extract(text, said))
            {
                Assert.InRange(claim.Span.Start, 0, claim.Span.End - 1);
                Assert.InRange(claim.Span.End, 1, text.Length);
                Assert.NotEmpty(claim.Value.Trim());
                Assert.Contains(claim.Value, text, StringComparison.Ordinal);
                Assert.True(claim.Reason is not { } why || (why.Start >= 0 && why.End <= text.Length));
            }
        },
        iter: 1_000);

    [Fact]
    public void What_is_taken_can_be_resolved() => Gen.Select(Texts, Times).Sample(
        (text, said) =>
        {
            var known = new MemoryProjection(
                new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model);
            var source = new SourceText(1, 1, text, said, "user", "user", null, null);
            foreach (var claim in RuleExtractor.Extract(text, said))
            {
                new Resolver(known).Resolve(source, claim, said, RuleExtractor.Name);
            }
        },
        iter: 300);
}
