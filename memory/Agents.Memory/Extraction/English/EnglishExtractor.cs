using System.Text.RegularExpressions;
using Agents.Memory.Extraction.English.Clauses;

namespace Agents.Memory.Extraction.English;

/// <summary>Takes claims from English by rules: precise before complete.</summary>
internal static partial class EnglishExtractor
{
    /// <summary>Tells whether words speak of what is to come.</summary>
    public static bool LooksAhead(string words) => Ahead.IsMatch(words);

    /// <summary>Adds what a sentence says.</summary>
    /// <param name="text">The turn.</param>
    /// <param name="at">Where the sentence stands in it.</param>
    /// <param name="blanked">The sentence, with what is quoted blanked out.</param>
    /// <param name="asks">Whether it ends with a question.</param>
    /// <param name="said">When it was said.</param>
    /// <param name="claims">What the turn says.</param>
    public static void Extract(
        string text, Stretch at, string blanked, bool asks, DateTimeOffset said, ClaimList claims)
    {
        if (Tale.IsMatch(text[..at.End]))
        {
            return;
        }

        blanked = Figure.Replace(blanked, figure => new string(' ', figure.Length));
        var polite = Blank(blanked, Courtesy.Match(blanked));
        var sentence = Stated(Blank(polite, Idiom.Match(polite)), asks);
        var reading = new Reading(text, at, sentence, said, claims, null);
        if (sentence.Length > 0)
        {
            EnglishPassing.ReadOver(reading);
            reading = reading with { Findings = ClauseFindings.Of(reading) };
            ReadSentence(reading);
            reading.Findings.Take(reading, new Stretch(0, sentence.Length));
        }

        EnglishPassing.ReadGranted(reading with { Sentence = blanked });
        if (sentence.Length > 0)
        {
            EnglishPassing.ReadStated(reading);
        }
    }

    /// <summary>Gives a sentence with what it asks or doubts blanked out; empty where nothing is left.</summary>
    private static string Stated(string sentence, bool asks)
    {
        if (asks)
        {
            // "I'm Muslim, what can I bring?" states something before it asks.
            if (Asked.Match(sentence) is not { Success: true } asked)
            {
                return "";
            }

            sentence = Blank(sentence, asked.Groups["asks"]);
        }

        if (NoStatement.Match(sentence) is not { Success: true } doubt)
        {
            return sentence;
        }

        // "I'm a nurse, and I'd say so if I could": what stands before the doubtful clause is said.
        if (Borders(sentence, doubt.Index) is not { } border || Others.IsMatch(sentence))
        {
            return "";
        }

        var kept = sentence[..border];
        return NoStatement.IsMatch(kept) ? "" : kept + new string(' ', sentence.Length - border);
    }

    private static int? Borders(string sentence, int before) =>
        Border.Matches(sentence).LastOrDefault(border => border.Index + border.Length <= before)?.Index;

    private static string Blank(string sentence, Capture part) => part.Length == 0
        ? sentence
        : sentence[..part.Index] + new string(' ', part.Length) + sentence[(part.Index + part.Length)..];

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
            var prefix = own.Success ? ""
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
        var time = ClaimTimes.Find(words, reading.Said, Ahead.IsMatch(words));
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
        if (!dated && !Often.IsMatch(words) && !Denied.IsMatch(words) && !Passing.IsMatch(words)
            && reading.Claims.Skip(before).All(claim => claim.Slot != "birthday")
            && !reading.Findings.TakeEvent(reading, clause) && time.Time is { } when
            && !reading.Claims.Any(claim => claim.Slot == "event" && claim.Span.Start < span.End && claim.Span.End > span.Start))
        {
            var who = Subject.Match(words) is { Success: true } subject && Theirs.IsMatch(subject.Value)
                ? Subjects.Of(subject.Value) ?? Claim.Speaker
                : Claim.Speaker;
            reading.AddEvent(who, clause, new Stretch(time.At.Start - prefix.Length, time.At.End - prefix.Length),
                when, prefix.Length == 0 ? Happened : HappenedToo);
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

    // What is supposed, wished, played or said by others is no statement.
    private static Regex NoStatement { get; } = Patterns.New(
        @"\b(?:if|suppose|supposing|imagine|pretend|let's say|what if|two truths|assume|assuming|hypothetically|wish"
            + @"|would|could|might"
        + @"|maybe|perhaps|role-?play|translate|rewrite|proofread|summarize|summarise|paraphrase|according to|(?:he"
        + @"|she|they|someone) (?:said|says|told|claims?)|for the story"
        + @"|act as|you are (?:a|an|my)|write (?:a|an|as|me)|someday|one day|I guess|not sure|dream of|dreamt|dreamed"
        + @"|the (?:report|article|author|text|paragraph|story|movie|book|log) (?:says|said|lived|claims|is about))\b"
        + @"|^\s*(?:what|who|where|when|why|how|which|is|are|do|does|did|can|should|will|has|have) (?!(?:I"
        + @"|we) (?:make|do|get|go|cook)\b)[^.]*$",
        Options);

    // Others' words, and what is to be written or worked on: none of it is said by the speaker.
    private static Regex Others { get; } = Patterns.New(
        @"\b(?:translate|rewrite|proofread|summari[sz]e|paraphrase|according to|(?:sa(?:id|ys)|told|claims?)(?=\W*$)"
            + @"|write|act as|you are|pretend|imagine|suppos\w+|assum\w+)\b", Options);

    // What sounds like a doubt and is none.
    private static Regex Idiom { get; } = Patterns.New(@",? (?:would you believe(?: it)?|I (?:guess|suppose)|if I['’]m honest|if you must know"
        + @"|if (?:that|it)['’]?s (?:any|of) (?:use|help))(?=\W*$)", Options);

    // A figure of speech tells of nothing that one has or is.
    private static Regex Figure { get; } = Patterns.New(
        @"\b(?:(?:I|we)(?:['’]?m|['’]ve| am| are| have)?|(?:he|she) (?:is|has)) (?:\w+ly |just |still |basically )*"
            + @"(?:married to (?:my|our|his|her|the) (?:job|work|career|phone|sea)"
            + @"|(?:sold|sell|lost|lose) (?:my|our|his|her) (?:soul|mind|temper|cool|marbles|patience|head"
                + @"|heart|way|voice"
            + @"|nerve)|(?:gave|give|given) up (?:hope|the ghost))\b"
            + @"|\bmy name is mud\b", Options);

    // A story, a game or a text to work on tells nothing of the one who writes.
    private static Regex Tale { get; } = Patterns.New(
        @"\b(?:in my (?:novel|story|book|play|screenplay|script)|let['’]s (?:play|pretend|imagine)|role-?play|translate"
            + @"|proofread|rewrite|paraphrase|imagine (?:you|that|I)|pretend|the (?:heroine|protagonist)|a limerick"
            + @"|hypothetically|two truths and a lie)\b|" + ToWrite + "|" + Pasted,
        Options);

    // "Write a letter: I am Bob" dictates; a cover letter is about the one who asks for it.
    private const string ToWrite =
        @"(?:^|[.!?:,\n]\s*|\b(?:you|please|help me|help me to) )(?:write|draft|compose)"
            + @" (?:(?:me|us|up) )?(?:an?|the|some|my|this)\b[^.!?\n]{0,80}?(?::|\b(?:story|tale|poem|song|lyrics|scene"
            + @"|dialogue|monologue|script|screenplay|play|novel|chapter|fiction|sketch|limerick|haiku|character)\b)";

    // "Here is my friend's email: hi, I moved to Dublin."
    private const string Pasted =
        @"\b(?:here(?:['’]s| is| are)|below (?:is|are)|this is|this came|following is|read|see|got|check)"
            + @" (?:(?:an?|the|this|that|his|her|their|some) |(?:(?:my|our) )?[\p{L} ]{1,30}['’]s )(?:\p{L}+ ){0,3}"
            + @"(?:e-?mail|message|letter|text|note|post|review|bio|essay|paragraph|transcript|chat|answer"
                + @"|reply|advert|ad"
            + @"|article|profile|cv|resume|comment|tweet)\b[^:.\n]{0,60}:(?!\s*\S+@)";

    // What is said out of courtesy supposes nothing: "if you ever need it".
    private static Regex Courtesy { get; } = Patterns.New(
        @"(?<=^\W*(?:(?:and|also|so|oh|btw|by the way|fyi),? )*(?:my|our|I'm|I’m|I am|I live|I work|I have|it's"
            + @"|the|we)\b"
            + @"[^?]{0,200}),? (?:just )?(?:if|in case|so that) (?:you|that helps|it helps|it matters|anyone|the"
            + @" kids|they"
            + @"|we ever|I (?:ever )?forget)\b[^?]*$",
        Options);

    private static Regex Asked { get; } = Patterns.New(
        @"^\W*(?:(?:so|hi|hey|hello|well|ok|okay|btw|hi there|hey there|hi all),? )*(?:(?:I|I['’]m|I['’]ve|my|our|we"
            + @"|we['’]re|as an?)\b[^?]{3,}?|(?:\w+ )?\w+ here)(?<asks>(?:, (?:so"
            + @" |and |but )?| so |;? [-–—] |; |: | and )(?:(?:what|who|whom|where|when|why|how|which|can|could"
            + @"|should|would"
            + @"|will|any|got any|recommend|suggest|thoughts|ideas|tips|advice|does anyone)\b|(?:is|are|do|does"
            + @"|did|am|was)"
            + @" (?:\S+ ){2,})[^?]*\?\W*)$",
        Options);

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

    private static Regex Theirs { get; } = Patterns.New(@"^\W*(?:[Mm]y |[Oo]ur |[Tt]he (?=kids|in-laws"
            + @"|parents|children|twins))", RegexOptions.CultureInvariant);

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

    // What did not happen is no event.
    private static Regex Denied { get; } = Patterns.New(@"\b(?:not|never|didn['’]t|won['’]t|isn['’]t|wasn['’]t|aren['’]t|haven['’]t|can['’]t|(?:was|were) going to|I last|in about|born)\b", Options);

    // What goes on today is gone tomorrow.
    private static Regex Passing { get; } = Patterns.New(@"\b(?:am|are|is|['’]m|['’]re|['’]s) \w+ing\b.*\b(?:today|right now|tonight|this (?:morning"
        + @"|evening|afternoon))\b", Options);

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

    private static Regex Pronoun { get; } = Patterns.New(@"^\W*(?:also )?(?:he|she)(?:(?<be>['’]s) (?<has>(?=got\b|been\b|had\b))?|(?="
        + @" ))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Mine { get; } = Patterns.New(@"^\W*(?:(?:so|and|but|also|oh|yes|no|hi|hey),? )*(?:I"
        + @"|we)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Ahead { get; } = Patterns.New(@"\b(?:will|going to|gonna|tomorrow|next|moving to|am running|'m running"
        + @"|have an? (?:[\w ]+ )?(?:appointment|meeting|interview|exam|flight|date)|['’]ve got an? (?:[\w ]+"
        + @" )?(?:appointment|meeting"
            + @"|interview|exam|flight|date|meet|match|gig|race|show)|^\W*(?:the |my |our )?(?:gig|flight|surgery"
            + @"|hearing|wedding"
            + @"|operation|exam)(?:['’]s| is| on)\b|leaving|flying|starting|I start"
        + @"|starts|booked|signed up for|(?:am|is|are|'m|'s|'re) (?!\w+ing (?:since|for))\w+ing)\b", Options);

    // The verbs that tell of something that happened once or will.
    private static Regex Happened { get; } = Patterns.New(
        @"^\W*(?:(?:next|this|last|on|in) [\w ]{3,20}?,? )?(?:(?:and|but|so|also) )*(?:I|we|my|our|the (?:kids"
            + @"|in-laws|parents|children|twins))"
            + @"\b.*?\b(?:\w{2,}ed|got|went|was|were|had|broke|bought|met|saw|ran|flew|began|gave|took"
            + @"|made|won|lost|fell|came|did|found|built|wrote|sold|taught|told|left|had|passed|am \w+ing|are \w+ing"
            + @"|is \w+ing|'m \w+ing|'re \w+ing|will|going to|have an?|has an?|['’]ve got an?)\b"
            + @"|^\W*(?:the |my |our )?(?:surgery|operation|appointment|flight|exam|interview|hearing|gig|viva"
            + @"|funeral|graduation"
            + @"|passport|wallet|luggage)(?:['’]s| is| was| got| on| has been)\b",
        Options);

    private static Regex HappenedToo { get; } = Patterns.New(@"^\W*(?:moving|had|got|went|bought|started|finished|signed|met|saw|flew|ran)\b", Options);
}
