using Agents.Memory.Extraction;
using Agents.Memory.Extraction.Model;
using CsCheck;

namespace Agents.Memory.Tests.Extraction.Model;

/// <summary>Whatever a model answers to whatever turn: nothing throws, and what is kept is quoted.</summary>
public sealed class GroundingProperties
{
    private static readonly DateTimeOffset Said = new(2024, 5, 15, 20, 0, 0, TimeSpan.FromHours(2));

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "'", ":", ",", "|", "\\", "\\u", "\\ud83d", "\n", " ", "```json", "claims", "slot",
        "value", "quote", "when", "subject", "polarity", "reason", "null", "ended", "I live in Porto", "Porto", "home",
        "我住在里斯本", "里斯本", "Ａcme", "e\u0301", "\ud83d", "\udc36", "\ufffe", "\0", "yesterday", "2024-03-08",
        "9999-12-31", "don't", "<think>", "</think>", "\"claims\": [", "{\"slot\": \"home\", \"value\": \"",
        "\", \"quote\": \"", "\"}", "👩‍👩‍👧‍👦", "ﬁ", "½", "\u200b", "\u00a0", "\u3000",
    ];

    private static readonly Gen<string> Texts = Gen.Frequency(
        (4, AnyOf(Pieces).Array[0, 24].Select(pieces => string.Concat(pieces))),
        (1, Gen.String));

    private static readonly Gen<ModelStatement> Statements =
        from slot in AnyOf("home", "likes", "event", "shoe size", "birthday")
        from quote in Texts
        from value in Gen.Frequency((3, AnyOf(Pieces)), (1, Texts))
        from when in AnyOf<string?>(null, "yesterday", "2024-03-08", "in March", "0000-00-00", "9999-12-31")
        select new ModelStatement { Slot = slot, Quote = quote, Value = value, When = when, Reason = quote };

    [Fact]
    public void Any_answer_to_any_turn_is_read_and_keeps_only_what_the_turn_says() =>
        Gen.Select(Texts, Texts).Sample(
            (answer, turn) => Check(turn, ModelAnswer.Parse(answer).Statements), iter: 1_000);

    [Fact]
    public void A_quote_of_the_turn_itself_is_kept_at_its_place() =>
        Gen.Select(Texts, Statements.Array[1, 4], Gen.Int[0, 200], Gen.Int[0, 200]).Sample(
            (turn, statements, start, length) =>
            {
                var from = Math.Min(start, turn.Length);
                var quote = turn.Substring(from, Math.Min(length, turn.Length - from));
                Check(turn, [.. statements, statements[0] with { Quote = quote, Value = quote }]);
            },
            iter: 1_000);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Check(string turn, IReadOnlyList<ModelStatement> statements)
    {
        var grounded = Grounding.Ground(turn, Said, statements);
        foreach (var claim in grounded.Claims)
        {
            var span = turn[claim.Span.Start..claim.Span.End];
            var said = new FoldedText(span).Folded;
            Assert.Contains(statements, statement => FoldedText.Needle(statement.Quote!) == said);
            Assert.Contains(claim.Value, span, StringComparison.Ordinal);
            Assert.True(claim.Subject == Claim.Speaker || turn.Contains(claim.Subject, StringComparison.Ordinal));
        }

        var times = grounded.Refused.GetValueOrDefault(Refusal.Time);
        Assert.InRange(grounded.Claims.Count + grounded.Refused.Values.Sum() - times, 0, statements.Count);
    }
}
