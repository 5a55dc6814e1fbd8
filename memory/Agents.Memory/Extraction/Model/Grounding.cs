using Agents.Memory.Recall.Text;

namespace Agents.Memory.Extraction.Model;

/// <summary>Holds what a model says against the turn, and keeps what the turn says itself.</summary>
/// <remarks>
/// A claim is kept only if its quote stands in the turn, its value in the quote, and its subject is who speaks or
/// stands in the turn; case, width and white space aside. A model can so leave out and choose, but not make up. Pure
/// and deterministic.
/// </remarks>
public sealed class Grounding
{
    private const int QuoteMax = 400;
    private const int ValueMax = 120;
    private const int WhenMax = 60;

    private static readonly string[] Speakers =
        ["user", "the user", "speaker", "the speaker", "i", "me", "myself", "我", "用户", "本人"];

    // What holds is said with a "not": that it is not liked, eaten or wanted.
    private static readonly string[] SaidByDenial = ["dislikes"];

    // The time in them is what they say, and not when it became so.
    private static readonly string[] OfTime = ["birthday", "anniversary", "age"];

    private readonly string _text;
    private readonly string _blanked;
    private readonly DateTimeOffset _said;
    private readonly FoldedText _folded;
    private readonly IReadOnlyList<Claim> _rules;
    private readonly Dictionary<Refusal, int> _refused = [];

    private Grounding(string text, DateTimeOffset said)
    {
        _text = text.Length > SentenceReader.TextMax ? text[..SentenceReader.TextMax] : text;
        _blanked = SentenceReader.Blanked(_text);
        _said = said;
        _folded = new FoldedText(_text);
        _rules = RuleExtractor.Extract(_text, said);
    }

    /// <summary>Keeps what a turn bears out.</summary>
    /// <param name="text">The turn as its author wrote it; its first 20,000 characters are read.</param>
    /// <param name="said">When it was said, in the offset of whoever said it.</param>
    /// <param name="statements">What a model says that it says.</param>
    /// <param name="claimsMax">How many claims a turn gives at most, from 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="claimsMax"/> is out of range.</exception>
    public static GroundedClaims Ground(
        string text, DateTimeOffset said, IReadOnlyList<ModelStatement> statements, int claimsMax = ClaimList.Max)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentOutOfRangeException.ThrowIfLessThan(claimsMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claimsMax, ClaimList.Max);
        var grounding = new Grounding(text, said);
        var claims = new ClaimList();
        foreach (var statement in statements)
        {
            grounding.Add(statement, claims, claimsMax);
        }

        return new GroundedClaims([.. claims], grounding._refused);
    }

    private void Add(ModelStatement statement, ClaimList claims, int max)
    {
        if (claims.Count >= max)
        {
            Count(Refusal.TooMany);
            return;
        }

        var refusal = Read(statement, out var claim);
        var before = claims.Count;
        if (claim is not null)
        {
            claims.Add(claim);
            refusal ??= claims.Count == before ? Refusal.Duplicate : null;
        }

        if (refusal is { } why)
        {
            Count(why);
        }
    }

    private void Count(Refusal refusal) => _refused[refusal] = _refused.GetValueOrDefault(refusal) + 1;

    /// <summary>Reads a statement. A time that is refused leaves the claim.</summary>
    private Refusal? Read(ModelStatement statement, out Claim? claim)
    {
        claim = null;
        if (string.IsNullOrWhiteSpace(statement.Slot) || string.IsNullOrWhiteSpace(statement.Value)
            || string.IsNullOrWhiteSpace(statement.Quote))
        {
            return Refusal.Incomplete;
        }

        if (SlotNames.Of(statement.Slot) is not { } slot)
        {
            return Refusal.Slot;
        }

        if (PolarityOf(statement.Polarity) is not { } polarity)
        {
            return Refusal.Polarity;
        }

        if (SubjectOf(statement.Subject) is not { } subject)
        {
            return Refusal.Subject;
        }

        if (statement.Quote.Length > QuoteMax)
        {
            return Refusal.QuoteTooLong;
        }

        var refusal = Place(statement.Quote, statement.Value, out var span, out var value);
        if (refusal is not null)
        {
            return refusal;
        }

        var sentence = StatementContext.SentenceAt(_text, span);
        var deniable = polarity == Polarity.Holds && !SaidByDenial.Contains(slot);
        if (StatementContext.Turns(_text, span, sentence, deniable))
        {
            return Refusal.Context;
        }

        var when = WhenOf(statement.When, slot, span, sentence, out var undated);
        claim = new Claim
        {
            Kind = Slots.KindOf(slot),
            Subject = subject,
            Slot = slot,
            Value = value.Of(_text),
            Polarity = polarity,
            Span = new(span.Start, span.End),
            When = when,
            Functional = IsFunctional(slot, span),
            Reason = ReasonOf(statement.Reason, value),
        };
        if (RulesDeny(claim, span))
        {
            claim = null;
            return Refusal.Rules;
        }

        return undated ? Refusal.Time : null;
    }

    /// <summary>Finds the first place where the turn itself says the quote, and the value in it.</summary>
    private Refusal? Place(string quote, string words, out Stretch span, out Stretch value)
    {
        var refusal = Refusal.Quote;
        var needle = FoldedText.Needle(words);
        (span, value) = (default, default);
        foreach (var place in _folded.Find(FoldedText.Needle(quote), new Stretch(0, _text.Length)))
        {
            if (!place.Of(_blanked).Any(char.IsLetterOrDigit))
            {
                refusal = Refusal.Quotation;
                continue;
            }

            span = place;
            value = _folded.Find(needle, span).FirstOrDefault();
            return value.Length is < 1 or > ValueMax || Reading.Pronoun(value.Of(_text)) ? Refusal.Value : null;
        }

        return refusal;
    }

    private string? SubjectOf(string? words)
    {
        if (string.IsNullOrWhiteSpace(words) || Speakers.Contains(FoldedText.Needle(words)))
        {
            return Claim.Speaker;
        }

        return Subjects.Of(words) is { } name
            && _folded.Find(FoldedText.Needle(name), new Stretch(0, _text.Length)).FirstOrDefault()
                is { Length: > 0 } place
            ? place.Of(_text)
            : null;
    }

    private static Polarity? PolarityOf(string? words) => words?.Trim().ToLowerInvariant() switch
    {
        null or "" or "holds" => Polarity.Holds,
        "ended" => Polarity.Ended,
        "negated" => Polarity.Negated,
        _ => null,
    };

    private StatedTime? WhenOf(string? when, string slot, Stretch span, Stretch sentence, out bool refused)
    {
        refused = false;
        if (string.IsNullOrWhiteSpace(when) || OfTime.Contains(slot))
        {
            return null;
        }

        // A sentence without an end is a document; what the quote names is enough of it.
        var around = sentence.Length <= QuoteMax ? sentence : span;
        var time = when.Length > WhenMax ? null
            : StatementTimes.Of(when, span.Of(_text), around.Of(_text), _said);
        refused = time is null;
        return time;
    }

    // Of a noun that is no slot only the turn can tell whether there is one: "my shoe size is 42".
    private bool IsFunctional(string slot, Stretch span) =>
        Slots.IsKnown(slot)
            ? Slots.IsFunctional(slot)
            : _rules.Any(rule => rule.Slot == slot && rule.Functional && Overlap(rule, span));

    private Contracts.SourceSpan? ReasonOf(string? words, Stretch value)
    {
        if (words is null || words.Length > QuoteMax)
        {
            return null;
        }

        var place = _folded.Find(FoldedText.Needle(words), new Stretch(0, _text.Length)).FirstOrDefault();
        return place.Length == 0 || (place.Start < value.End && value.Start < place.End)
            ? null
            : new Contracts.SourceSpan(place.Start, place.End);
    }

    private bool RulesDeny(Claim claim, Stretch span) =>
        _rules.Any(rule => rule.Slot == claim.Slot && Overlap(rule, span)
            && TextNormalization.Fold(rule.Value) == TextNormalization.Fold(claim.Value)
            && (rule.Polarity != claim.Polarity
                || (claim.Subject == Claim.Speaker && rule.Subject != Claim.Speaker
                    && !StatementContext.NamesSpeaker(rule.Subject))));

    private static bool Overlap(Claim claim, Stretch span) =>
        claim.Span.Start < span.End && span.Start < claim.Span.End;
}
