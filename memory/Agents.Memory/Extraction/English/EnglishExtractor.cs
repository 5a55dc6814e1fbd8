using System.Text.RegularExpressions;
using Agents.Memory.Extraction.English.Clauses;

namespace Agents.Memory.Extraction.English;

/// <summary>Takes claims from English by rules: precise before complete.</summary>
internal static partial class EnglishExtractor
{
    /// <summary>Adds what a sentence says.</summary>
    /// <param name="text">The turn.</param>
    /// <param name="at">Where the sentence stands in it.</param>
    /// <param name="own">The sentence, with what is not the user's own blanked out.</param>
    /// <param name="asks">Whether it ends with a question.</param>
    /// <param name="said">When it was said.</param>
    /// <param name="claims">What the turn says.</param>
    public static void Extract(
        string text, Stretch at, string own, bool asks, DateTimeOffset said, ClaimList claims)
    {
        if (string.IsNullOrWhiteSpace(own))
        {
            return;
        }

        var plain = EnglishDoubts.Plain(own);
        var sentence = EnglishDoubts.Stated(plain, asks, Border);
        var reading = new Reading(text, at, sentence, said, claims, null);
        EnglishInstructions.Read(reading with { Sentence = plain }, asks);
        if (sentence.Length > 0)
        {
            EnglishPassing.ReadOver(reading);
            reading = reading with { Findings = ClauseFindings.Of(reading) };
            ReadSentence(reading);
            reading.Findings.Take(reading, new Stretch(0, sentence.Length));
        }

        EnglishPassing.ReadGranted(reading with { Sentence = plain });
        if (sentence.Length > 0)
        {
            EnglishPassing.ReadStated(reading);
        }
    }

    /// <summary>Reads the clauses of a part.</summary>
    /// <param name="reading">The sentence.</param>
    /// <param name="part">The part.</param>
    /// <param name="resting">What of it rests on the reason that the sentence gives.</param>
    private static void ReadClauses(Reading reading, Stretch part, Stretch resting)
    {
        var subject = "I ";
        foreach (var clause in Clauses(reading.Sentence, part))
        {
            var words = clause.Of(reading.Sentence);
            if (Skipped.IsMatch(words))
            {
                continue;
            }

            var read = clause.Start >= resting.Start && clause.End <= resting.End
                ? reading
                : reading with { Reason = null };
            if (Pronoun.Match(words) is { Success: true } pronoun && reading.Claims.Person is { } person)
            {
                // "She's allergic" is, "she's got" has.
                subject = person;
                var verb = !pronoun.Groups["be"].Success ? "" : pronoun.Groups["has"].Success ? "has " : "is ";
                ReadClause(read, new Stretch(clause.Start + pronoun.Length, clause.End), person + verb);
                continue;
            }

            if (AndI.Match(words) is { Success: true } both)
            {
                // "My sister Ana and I live in Porto": who she is, and what both do.
                EnglishNouns.ReadPeople(read, words, clause);
                var i = new Stretch(clause.Start + both.Length, clause.End);
                if (read.Claims.LastOrDefault() is not { Polarity: Polarity.Ended } ended
                    || ended.Span.End < read.InText(i).Start)
                {
                    ReadClause(read, i, "");
                    AddDetail(read, clause, words, acts: true);
                }

                continue;
            }

            var own = Subject.Match(words);
            var prefix = own.Success || (subject == "I " && TheirVerb.IsMatch(words)) ? ""
                : Subjectless.IsMatch(words) ? subject
                : subject == "I " && Apposed.IsMatch(words) && clause.Start > part.Start ? "I am "
                : "";
            subject = own.Success ? own.Value : subject;
            reading.Claims.Person = own.Success
                && !Mine.IsMatch(own.Value) ? own.Value.TrimEnd() + " " : reading.Claims.Person;
            ReadClause(read, clause, prefix);
            reading.Claims.Person = reading.Claims.LastOrDefault() is
            {
                Subject: Claim.Speaker,
                Polarity: Polarity.Holds,
            } last
                && EnglishLexicon.Relations.Values.Contains(last.Slot) && char.IsUpper(last.Value[0])
                    ? last.Value + " "
                    : reading.Claims.Person;
        }

        reading.Findings.Take(reading with { Reason = null }, part);
        reading.Claims.Person = reading.Findings.Person is { } named ? named + " " : reading.Claims.Person;
    }

    private static void ReadClause(Reading reading, Stretch clause, string prefix)
    {
        var own = clause.Of(reading.Sentence);
        var words = prefix.Length > 0 && own.Length > 0 ? prefix + char.ToLowerInvariant(own[0]) + own[1..] : own;
        var time = ClaimTimes.Find(words, reading.Said, EnglishEvents.LooksAhead(words));
        var before = reading.Claims.Count;
        reading.Findings.Take(reading, clause);
        var seen = new HashSet<string?>();
        foreach (var rule in EnglishRules.All)
        {
            var match = rule.Pattern.Match(words);
            if (match.Success
                && seen.Add(rule.Slot + match.Groups["s"].Value + (rule.Polarity == Polarity.Holds ? "" : "-")))
            {
                reading.Add(rule, match, clause.Start - prefix.Length, clause, time.Time);
            }
        }

        EnglishNouns.Read(reading, words, clause, prefix.Length, time.Time);
        EnglishEndings.Read(reading, words, clause, prefix.Length, time.Time);
        var span = reading.InText(clause);
        var dated = reading.Claims.Any(claim => claim is { Polarity: Polarity.Ended, OnlyIfKnown: false }
            && claim.Span.Start < span.End && claim.Span.End > span.Start)
            || reading.Claims.Skip(before).Any(claim => claim is { When: not null, OnlyIfKnown: false });
        if (time.Time is { } when && !dated
            && reading.Claims.Skip(before).All(claim => claim.Slot != "birthday"))
        {
            EnglishEvents.Read(reading, words, clause, prefix.Length, when, time.At);
        }

        if (reading.Claims.Count == before && reading.Reason is null)
        {
            AddDetail(reading, clause, words, Acts.IsMatch(words));
        }
    }

    /// <summary>Finds the clauses: where a new subject begins, or a verb without one goes on.</summary>
    private static IEnumerable<Stretch> Clauses(string sentence, Stretch part)
    {
        var start = part.Start;
        foreach (Match border in Border.Matches(sentence))
        {
            if (border.Index > start && border.Index + border.Length < part.End)
            {
                yield return new Stretch(start, border.Index);
                start = border.Index + border.Length;
            }
        }

        yield return new Stretch(start, part.End);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static Regex Skipped { get; } = Patterns.New(@"^\W*(?:thinks?|guess|suppose|believe)\b", Options);

    private static Regex Border { get; } = Patterns.New(
        @"(?:(?<!^\W*(?:(?:[Mm]y|[Oo]ur) (?:\p{Ll}+ )?\p{Ll}+(?: \p{Lu}\p{L}+)?|\p{Lu}\p{L}+|[Mm]e)),? (?:and|but"
            + @"|so|while"
            + @"|although|though|then|which means|which)|[,;:]| [-–—]) +(?=(?:I|i|we|my|our|he|she"
            + @"|it|they|his|her|the)\b|I'm|i'm)"
        + @"|,? (?:and|but) (?:then |also |now )?(?=(?:live|lives|work|works|speak|speaks|love|loves|like|likes|hate"
        + @"|hates|prefer|prefers|collect|collects|play|plays|study|have|has|own|drive|moved|am|is|wear|can|left|quit"
        + @"|sold|bought|go|goes|grew)\b)"
        + @"|, (?=(?:a|an) [\p{L} -]+ (?:from|at|in|living)\b)|(?:,| and) (?=just (?:moved|turned|started|got))|,"
        + @" (?=now in"
            + @" \p{Lu})|, (?=grew up in|born (?:in|on)|still at \p{Lu})|, (?=now I['’]m )"
        + @"|, (?:and )?(?=(?:my )?(?:favou?rite|originally)\b)",
        RegexOptions.CultureInvariant);

    private static readonly Regex Subject = new(
        "^\\W*(?:(?i:so|and|but|also|oh|yes|no|hi|hey),? )*(?:(?:I|i|we|We)\\b(?:'m|'ve|’m|’ve)? ?|(?:[Mm]y"
            + "|[Oo]ur) (?:(?:best|old|older|younger|little|big|twin|new|eldest|youngest) )*(?:\\p{Ll}+ )??"
        + EnglishLexicon.Kin + "(?:,? (?:(?:Mrs?|Ms|Dr)\\.? )?\\p{Lu}[\\p{L}'’-]+,?)? |[Tt]he (?:in-laws|kids"
        + "|twins|children|parents) |(?!What|Who|This|That|It"
        + "|The)\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)? (?=(?:works|lives|is|has|speaks|loves|likes|hates|was|plays"
        + "|\\p{Ll}{3,}ed)\\b))",
        RegexOptions.CultureInvariant,
        Patterns.Longest);

    private static Regex AndI { get; } = Patterns.New(
        @"^\W*(?:(?:so|and|but|also|well|then),? )*(?:(?:my|our) (?:\p{L}+ ){0,2}\p{L}+(?: (?-i:\p{Lu})\p{L}+)?"
            + @"|(?-i:\p{Lu})\p{L}+|me)"
            + @" and (?=(?:I|me) \p{L})",
        Options);

    // "I'm Marta, a nurse from Porto."
    private static Regex Apposed { get; } = Patterns.New(@"^an? \p{L}", Options);

    private static Regex Subjectless { get; } = Patterns.New(
        @"^(?!speak to me|work (?:on|out|through|with me)|play (?:along|the role)|write )"
            + @"(?:live|lives|work|works|speak|speaks|love|loves|like|likes|hate|hates|prefer|prefers|collect|collects"
            + @"|play|plays|study|have|has|own|drive|moved|am|is|wear|can|just moved|just turned|moved|quit|left|sold"
            + @"|bought|went|had|got|moving to|been|turning|born|grew up|started|finished|adopted|joined"
            + @"|signed up|cancell?ed|picked up|resigned|retired|graduated|diagnosed|allergic|originally|taken up"
            + @"|took up"
            + @"|getting into|got into|used to|no longer|go|goes|switched|inherited|gave up|went|teach)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // "The customer lives in Leeds, works at Aldi": whoever works there, it is not "I".
    private static Regex TheirVerb { get; } = Patterns.New(
        @"^\W*(?:lives|works|speaks|loves|likes|hates|prefers|collects|plays|has|is|goes|knows|owns|wears)\b", Options);

    private static Regex Pronoun { get; } = Patterns.New(@"^\W*(?:also )?(?:he|she)(?:(?<be>['’]s) (?<has>(?=got\b"
        + @"|been\b|had\b))?|(?="
        + @" ))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Mine { get; } = Patterns.New(@"^\W*(?:(?:so|and|but|also|oh|yes|no|hi|hey),? )*(?:I"
        + @"|we)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
