using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Takes claims from English by rules: precise before complete.</summary>
internal static partial class EnglishExtractor
{
    /// <summary>Tells whether words speak of what is to come.</summary>
    public static bool LooksAhead(string words) => Ahead().IsMatch(words);

    /// <summary>Adds what a sentence says.</summary>
    public static void Extract(string text, Stretch at, string blanked, DateTimeOffset said, ClaimList claims)
    {
        if (NoStatement().IsMatch(blanked))
        {
            return;
        }

        var (main, reason) = SplitReason(blanked);
        if (reason is { } why)
        {
            ReadClauses(new Reading(text, at, blanked, said, claims, null), why);
        }

        var reading = new Reading(text, at, blanked, said, claims, reason);
        var before = claims.Count;
        ReadClauses(reading, main);
        if (claims.Skip(before).All(claim => claim.OnlyIfKnown))
        {
            reading.AddHabit(main, Habit(), reason is not null && Acts().IsMatch(main.Of(blanked)));
        }
    }

    private static void ReadClauses(Reading reading, Stretch part)
    {
        var subject = "I ";
        foreach (var clause in Clauses(reading.Sentence, part))
        {
            var words = clause.Of(reading.Sentence);
            if (Skipped().IsMatch(words))
            {
                continue;
            }

            if (Pronoun().Match(words) is { Success: true } pronoun && reading.Claims.Person is { } person)
            {
                subject = person;
                ReadClause(reading, new Stretch(clause.Start + pronoun.Length, clause.End), person);
                continue;
            }

            var own = Subject.Match(words);
            var prefix = own.Success || !Subjectless().IsMatch(words) ? "" : subject;
            subject = own.Success ? own.Value : subject;
            reading.Claims.Person = own.Success
                && !Mine().IsMatch(own.Value) ? own.Value.TrimEnd() + " " : reading.Claims.Person;
            ReadClause(reading, clause, prefix);
            reading.Claims.Person = reading.Claims.LastOrDefault() is
            {
                Subject: Claim.Speaker,
                Polarity: Polarity.Holds
            } last
                && EnglishLexicon.Relations.Values.Contains(last.Slot) && char.IsUpper(last.Value[0])
                    ? last.Value + " "
                    : reading.Claims.Person;
        }
    }

    private static void ReadClause(Reading reading, Stretch clause, string prefix)
    {
        var words = prefix + clause.Of(reading.Sentence);
        var time = ClaimTimes.Find(words, reading.Said, Ahead().IsMatch(words));
        var before = reading.Claims.Count;
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
        var dated = reading.Claims.Skip(before).Any(claim => claim is { When: not null, OnlyIfKnown: false });
        if (time.Time is { } when && !dated)
        {
            var who = Subject.Match(words) is { Success: true } own && Theirs().IsMatch(own.Value)
                ? Subjects.Of(own.Value) ?? Claim.Speaker
                : Claim.Speaker;
            reading.AddEvent(who, clause, new Stretch(time.At.Start - prefix.Length, time.At.End - prefix.Length),
                when, prefix.Length == 0 ? Happened() : HappenedToo());
        }
    }

    /// <summary>Finds the clauses: where a new subject begins, or a verb without one goes on.</summary>
    private static IEnumerable<Stretch> Clauses(string sentence, Stretch part)
    {
        var start = part.Start;
        foreach (Match border in Border().Matches(sentence))
        {
            if (border.Index > start && border.Index + border.Length < part.End)
            {
                yield return new Stretch(start, border.Index);
                start = border.Index + border.Length;
            }
        }

        yield return new Stretch(start, part.End);
    }

    /// <summary>Parts a sentence into what it says and the reason that it gives for it.</summary>
    private static (Stretch Main, Stretch? Reason) SplitReason(string sentence)
    {
        var whole = new Stretch(0, sentence.Length);
        var first = ReasonFirst().Match(sentence) is { Success: true } marked
            ? marked
            : ReasonFirstUnmarked().Match(sentence);
        if (first.Success)
        {
            return (Of(first.Groups["main"]), Of(first.Groups["why"]));
        }

        var last = ReasonLast().Match(sentence);
        return last.Success ? (Of(last.Groups["main"]), Of(last.Groups["why"])) : (whole, null);

        static Stretch Of(Group group) => new(group.Index, group.Index + group.Length);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // What is supposed, wished, played or said by others is no statement.
    [GeneratedRegex(
        @"\b(?:if|suppose|supposing|imagine|pretend|let's say|what if|two truths|assume|assuming|hypothetically|wish"
            + @"|would|could|might"
        + @"|maybe|perhaps|role-?play|translate|rewrite|proofread|summarize|summarise|paraphrase|according to|(?:he"
        + @"|she|they|someone) (?:said|says|told|claims?)|for the story"
        + @"|act as|you are (?:a|an|my)|write (?:a|an|as|me)|someday|one day|I guess|not sure|dream of|dreamt|dreamed"
        + @"|the (?:report|article|author|text|paragraph|story|movie|book|log) (?:says|said|lived|claims|is about))\b"
        + @"|^\s*(?:what|who|where|when|why|how|which|is|are|do|does|did|can|should|will|has|have) (?!(?:I"
        + @"|we) (?:make|do|get|go|cook)\b)[^.]*$",
        Options)]
    private static partial Regex NoStatement();

    [GeneratedRegex(@"^\W*(?:thinks?|guess|suppose|believe)\b", Options)]
    private static partial Regex Skipped();

    [GeneratedRegex(
        @"^\W*(?:because|since|as long as|thanks to|due to|because of|as|now that"
            + @"|for) (?<why>(?:of )?[^,]{3,}?), (?<main>(?:so )?(?:I|we|my|our|the|his|her)\b.+)$",
        Options)]
    private static partial Regex ReasonFirst();

    [GeneratedRegex(
        @"^\W*(?:because|since) (?<why>(?:I|we|my|our|\p{Lu})\b.{3,}?) (?<main>(?:I|we) (?!am\b|was\b|are\b)\w+ .+)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ReasonFirstUnmarked();

    [GeneratedRegex(
        @"^(?<main>.{5,}?),? (?:because of|because|thanks to|due to|now that|since (?!\d|last|then|january|february"
            + @"|march|april|may|june|july|august|september|october|november|december)"
        + @"|as long as|(?<!\b(?:works?|working|worked|plays?|playing) )for (?=\p{Lu}\p{Ll}+\W*$)) ?(?<why>.{2,})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex ReasonLast();

    [GeneratedRegex(
        @"(?:(?<!^\W*\p{Lu}\p{L}+),? (?:and|but|so|while"
            + @"|although|though|then|which means|which)|[,;]| [-–—]) +(?=(?:I|i|we|my|our|he|she"
            + @"|it|they|his|her|the)\b|I'm|i'm)"
        + @"|,? (?:and|but) (?:then |also |now )?(?=(?:live|lives|work|works|speak|speaks|love|loves|like|likes|hate"
        + @"|hates|prefer|prefers|collect|collects|play|plays|study|have|has|own|drive|moved|am|is|wear|can|left|quit"
        + @"|sold|bought|go|goes|grew)\b)"
        + @"|, (?=(?:a|an) [\p{L} -]+ (?:from|at|in|living)\b)| and (?=just (?:moved|turned))|, (?=now in \p{Lu})"
        + @"|, (?:and )?(?=(?:my )?(?:favou?rite|originally)\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Border();

    [GeneratedRegex(@"^\W*(?:[Mm]y|[Oo]ur) ", RegexOptions.CultureInvariant)]
    private static partial Regex Theirs();

    private static readonly Regex Subject = new(
        "^\\W*(?:(?i:so|and|but|also|oh|yes|no|hi|hey),? )*(?:(?:I|i|we|We)\\b(?:'m|'ve|’m|’ve)? ?|(?:[Mm]y"
            + "|[Oo]ur) (?:(?:best|old|older|younger|little|big|twin|new|eldest|youngest) )*"
        + EnglishLexicon.Kin + "(?:,? \\p{Lu}[\\p{L}'’-]+,?)? |(?!What|Who|This|That|It"
        + "|The)\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)? (?=(?:works|lives|is|has|speaks|loves|likes|hates|was|plays"
        + "|\\p{Ll}{3,}ed)\\b))",
        RegexOptions.CultureInvariant,
        TimeSpan.FromMilliseconds(100));

    [GeneratedRegex(
        @"^(?:live|lives|work|works|speak|speaks|love|loves|like|likes|hate|hates|prefer|prefers|collect|collects"
            + @"|play|plays|study|have|has|own|drive|moved|am|is|wear|can|just moved|just turned|moved|quit|left|sold"
            + @"|bought|went|had|got|moving to|been|turning|born|grew up|started|finished|adopted|joined)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Subjectless();

    [GeneratedRegex(@"^\W*(?:also )?(?:he|she)(?=['’]s\b| )", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^\W*(?:(?:so|and|but|also|oh|yes|no|hi|hey),? )*(?:I"
        + @"|we)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Mine();

    [GeneratedRegex(@"\b(?:will|going to|gonna|tomorrow|next|moving to|am running|'m running"
        + @"|have an? (?:[\w ]+ )?(?:appointment|meeting|interview|exam|flight|date)|leaving|flying|starting|I start"
        + @"|starts|booked|signed up for|(?:am|is|are|'m|'s|'re) (?!\w+ing (?:since|for))\w+ing)\b", Options)]
    private static partial Regex Ahead();

    // The verbs that tell of something that happened once or will.
    [GeneratedRegex(
        @"^\W*(?:I|we|my|our)\b.*?\b(?:\w{2,}ed|got|went|was|were|had|broke|bought|met|saw|ran|flew|began|gave|took"
            + @"|made|won|lost|fell|came|did|found|built|wrote|sold|taught|told|left|had|passed|am \w+ing|are \w+ing"
            + @"|is \w+ing|'m \w+ing|'re \w+ing|will|going to|have an?|has an?)\b",
        Options)]
    private static partial Regex Happened();

    [GeneratedRegex(@"^\W*(?:moving|had|got|went|bought|started|finished|signed|met|saw|flew|ran)\b", Options)]
    private static partial Regex HappenedToo();

    [GeneratedRegex(
        @"^\W*(?:(?:every (?:morning|day|evening|night|week|weekday|weekend|month|year|monday|tuesday|wednesday"
            + @"|thursday|friday|saturday|sunday)\b.*\b(?:I|we)\b)"
        + @"|(?:(?:when(?:ever)? (?:I|we)|to \w+)\b.*\b(?:I|we) (?:always |usually |first |hold|press|turn|put|start"
        + @"|take|grind|use))|(?:I|we) (?:always|usually|never) (?!(?:liked?|loved?|wanted|hated?)\b)\w+)",
        Options)]
    private static partial Regex Habit();

    // What one does for a stated reason is worth keeping, whatever it is.
    [GeneratedRegex(@"^\W*(?:I|we) (?:only |always |usually |never )?(?!am\b|was\b|were\b|had\b|did\b|will\b|'|feel\b"
        + @"|think\b|know\b|want\b|need\b|hope\b)\w+(?<!ed)\b .{3,}", Options)]
    private static partial Regex Acts();
}
