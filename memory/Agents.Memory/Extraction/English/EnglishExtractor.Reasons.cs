using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>What is done for a reason, what is done as a rule, and what is said of a thing that may be
/// known.</summary>
internal static partial class EnglishExtractor
{
    private static void ReadSentence(Reading stated)
    {
        var (main, why, mark, rest) = EnglishReasons.Split(stated.Sentence);
        var start = stated.Claims.Count;
        if (why is { } ground && mark != ReasonMark.Back)
        {
            ReadClauses(stated, ground, ground);
        }

        // Of "I live in Rome, I have a dog, so I walk" the walk rests on the dog.
        var cause = mark == ReasonMark.Followed && why is { } before ? Clauses(stated.Sentence, before).Last() : why;
        var reasoned = stated with { Reason = cause };
        if (mark == ReasonMark.Told && cause is { } told
            && EnglishReasons.PointsBack(main.Of(stated.Sentence)))
        {
            stated.Claims.Rest(stated.InText(told), stated.At.Start);
            return;
        }

        var known = stated.Claims.Count;
        var resting = mark == ReasonMark.None ? default : Resting(stated.Sentence, main, cause!.Value, mark);
        ReadClauses(reasoned, main, resting);
        if (stated.Claims.Skip(known).All(claim => claim.OnlyIfKnown || (mark != ReasonMark.None
            && claim.Reason is null)))
        {
            AddHabit(reasoned, main, resting, mark);
        }

        if (rest.Length > 0)
        {
            ReadClauses(stated, rest, default);
        }

        if (mark is ReasonMark.Told or ReasonMark.Followed && cause is { } reason
            && stated.Claims.Skip(start).Take(known - start).All(claim => claim.OnlyIfKnown))
        {
            AddGround(stated, reason, start, known);
        }
    }

    /// <summary>Gives the clauses that a reason is the reason of: those that stand next to it.</summary>
    private static Stretch Resting(string sentence, Stretch main, Stretch why, ReasonMark mark) =>
        mark == ReasonMark.Followed ? Clauses(sentence, main).First()
        : main.Start < why.Start ? Clauses(sentence, main).Last()
        : main;

    private static void AddHabit(Reading reading, Stretch main, Stretch resting, ReasonMark mark)
    {
        var part = mark == ReasonMark.None ? main : resting;
        var words = part.Of(reading.Sentence);
        if (mark == ReasonMark.None || IsNone(reading))
        {
            if (EnglishRoutines.Find(words) is { } routine)
            {
                var none = reading with { Reason = null };
                none.Add(Claim.Speaker, "procedure", Moved(routine.Done, part.Start), Moved(routine.Told, part.Start));
            }

            return;
        }

        var acts = Acts.IsMatch(words) || Stays.IsMatch(words) || Without.IsMatch(words);
        if (words.Trim().Contains(' ', StringComparison.Ordinal))
        {
            // What merely follows ("so I skim") is worth keeping where it follows from what is known.
            var why = reading.Reason is { } reason ? reason.Of(reading.Sentence) : "";
            var sure = mark == ReasonMark.Told
                ? !Unclear.IsMatch(why) && (acts ? !Once.IsMatch(words) || Often.IsMatch(words)
                    : TheirActs.IsMatch(words) || (Ours.IsMatch(words) && Timed.IsMatch(words)))
                : acts && Often.IsMatch(words);
            part = new Stretch(part.Start, part.Start + EnglishRoutines.End(words));
            reading.Add(Claim.Speaker, "procedure", part, part, onlyIfKnown: !sure);
        }
    }

    private static Stretch Moved(Stretch stretch, int by) => new(stretch.Start + by, stretch.End + by);

    // "So the way I do it" follows from nothing.
    private static bool IsNone(Reading reading) =>
        reading.Reason is { } why && why.Of(reading.Sentence).Count(char.IsLetter) < 3;

    /// <summary>Takes a reason that no rule reads as it was said, where something rests on it: "for the
    /// marathon".</summary>
    private static void AddGround(Reading stated, Stretch reason, int start, int known)
    {
        var words = reason.Of(stated.Sentence);
        if (!stated.Claims.Skip(known).Any(claim => claim is
            {
                Reason: not null,
                OnlyIfKnown: false,
                Polarity: Polarity.Holds,
            })
            || Unclear.IsMatch(words))
        {
            return;
        }

        var lead = EnglishReasons.Lead(words);
        stated.Claims.At = start;
        try
        {
            stated.Add(
                Claim.Speaker, "reason", new Stretch(reason.Start + lead, reason.End), reason, onlyIfKnown: true);
        }
        finally
        {
            stated.Claims.At = null;
        }
    }

    /// <summary>Adds what a clause says of a thing that it names: it counts where that thing is known, and goes with
    /// it ("the Economist is 22 pounds a month").</summary>
    private static void AddDetail(Reading reading, Stretch clause, string words, bool acts)
    {
        if (acts || Tells.IsMatch(words) || Priced.IsMatch(words))
        {
            var about = reading with { Reason = clause };
            about.Add(Claim.Speaker, acts ? "procedure" : "detail", clause, clause, onlyIfKnown: true);
        }
    }

    private const string Openly = @"^\W*(?:(?:and|but|so|also|oh|well|then|plus|ok|now|anyway),? )*";

    private const string Frequently = @"(?:every|each|always|usually|daily|nightly|weekly|monthly|never|nightly"
        + @"|most (?:days|nights|mornings|evenings|weekends)|(?:once|twice|three times|\w+ times) (?:a|per)|(?:a"
        + @"|per) (?:day"
        + @"|week|month|year)|(?:on|in the) (?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:mon|tues|wednes|thurs"
        + @"|fri|satur"
        + @"|sun)days|on (?:weekends|weekdays)|in the (?:mornings|evenings|afternoons)|at weekends)";

    private static Regex Often { get; } = Patterns.New(@"\b" + Frequently + @"\b", Options);

    // What one does as things are: no act of the past, no feeling.
    private static Regex Acts { get; } = Patterns.New(
        Openly + @"(?:(?:[\w,' -]{0,40}, )?(?:I|we)(?: (?:only|always|usually|never|often|mostly|also|just|now|still"
            + @"|mainly|sometimes|can|can't|cannot|get to|have to|need to|had better|tend to|try to|no longer"
            + @"|don't|do not"
            + @"|must|even|actually|already|currently|finally|recently))* (?!am\b|was\b|were\b|had\b|did\b|didn"
            + @"|will\b|won|would"
            + @"|could|should"
            + @"|might|may\b|got\b|went\b|bought\b|took\b|made\b|came\b|saw\b|met\b|gave\b|found\b|left\b|told\b"
            + @"|said\b|wrote"
            + @"\b|ran\b|ate\b|drove\b|began\b|broke\b|lost\b|won\b|sold\b|taught\b|thought\b|felt\b|kept\b"
            + @"|slept\b|spent\b"
            + @"|built\b|flew\b|fell\b|brought\b|caught\b|chose\b|drank\b|grew\b|heard\b|held\b|knew\b|paid\b"
            + @"|rode\b|sang\b"
            + @"|sat\b|sent\b|stood\b|swam\b|understood\b|woke\b|wore\b|became\b|forgot\b|learnt\b|dreamt\b|'|’|feel\b"
            + @"|think\b|know\b|want\b|hope\b|guess\b|wish\b|mean\b|love\b|like\b|hate\b|agree\b|believe\b"
            + @"|suppose\b|see (?:why|this|that|it)\b"
            + @"|wonder\b|doubt\b|remember\b|understand\b|promise\b|swear\b|bet\b|need (?:an?|some|help|your)\b|and\b"
            + @"|have (?:no idea|\w+ed\b|been\b|had\b|got\b|an? (?:question|problem|meeting|interview|appointment"
            + @"|exam)))\w+"
            + @"(?<!\p{L}{2}(?<!ne|fe|see|blee|bree|spee|wee|fee)ed)(?= |\W*$).*"
            + @"|(?:I|we)(?:['’]ve| have) (?:switched|swapped|changed|started|taken (?:up|to)|moved|begun|gone"
            + @"|given up|cut|stopped"
            + @"|had to|been"
            + @" \w+ing)\b.*"
            + @"|(?:I['’]m|I am|we['’]re|we are) (?:also |now |only |currently )?(?!being|having|getting|feeling"
            + @"|thinking"
            + @"|wondering|looking|trying|going to)\w{2,}ing\b.*)",
        Options);

    // What is being done may be done once: "I'm reading Dune because my brother recommended it".
    private static Regex Once { get; } = Patterns.New(
        @"^\W*(?:(?:and|but|so|also),? )*(?:I['’]m|I am|we['’]re|we are) (?=(?:\w+ )?\w+ing\b)(?!(?:\w+"
            + @" )?(?:doing|attending|studying|practi[sc]ing|growing|brewing|volunteering|helping"
            + @"|coaching|teaching|paying|renting|learning|training|taking|working|eating|saving|sleeping"
            + @"|living|staying|walking|cycling|swimming|running|using|wearing|avoiding|keeping|driving|commuting"
            + @"|sharing)\b)",
        Options);

    // "I'm up at five on Fridays", "I'm home for dinner at seven".
    private static Regex Stays { get; } = Patterns.New(Openly + @"(?:I['’]m|I am|we['’]re|we are) (?:always |usually "
        + @"|only |never )?(?:up|home|out"
        + @"|in|off|back|there|at|away|here"
        + @"|allowed|able|free)\b.{3,}", Options);

    private static Regex Without { get; } = Patterns.New(Openly + @"no (?!more\b|idea\b|way\b"
        + @"|wonder\b)\p{L}[^,;?]{1,40} for (?:me|us)\b",
        Options);

    private static Regex Ours { get; } = Patterns.New(Openly + @"(?:my|our) [^,;]+? (?:is|are|has|have"
        + @"|\w+s) ", Options);

    private static Regex Timed { get; } = Patterns.New(
        @"\b(?:" + Frequently + @"|(?:at|by|from|until|before|after) (?:\d|noon|midnight|half|quarter"
        + @"|one|two|three|four|five|six|seven"
        + @"|eight|nine|ten|eleven|twelve)|on (?:the (?:first|last|\w+th)|mon|tues|wednes|thurs|fri|satur"
        + @"|sun)\w*)\b", Options);

    // A thing or somebody, and what is so of them now.
    private static Regex Tells { get; } = Patterns.New(
        Openly + @"(?:(?:my|our|the|his|her|its|both|all)\b|(?-i:\p{Lu})\p{L}+)[^,;:?]{0,60}?(?:['’]s|['’]re)?"
            + @" (?:(?:also|only|always|usually|never|now|still|just|even|both|all|really|already) )*"
            + @"(?:is|are|costs?|pays?|gives?|lets?|takes?|comes?|goes|go|needs?|likes?|loves|hates|can|has|have"
            + @"|does|do|gets?"
            + @"|sleeps?|lives?|eats?|works?|opens?|picks?|allows?|wants?|makes?|helps?|brings?|charges?|keeps?|starts?"
            + @"|ends?|covers?|includes?|ends|looks?|drives?|teaches|cooks?|says?|meets?|sits?|stands?|hangs?"
            + @"|knows?|plays?"
            + @"|sends?|wears?|uses?|calls?|walks?|feeds?|drops?|watches|cleans?|collects?|sees|see|deals?"
            + @"|renews?|expires?"
            + @"|on \w+) .{2,}",
        Options);

    // "Spotify Duo, 14.99 a month with my brother."
    private static Regex Priced { get; } = Patterns.New(
        @"^\W*\p{Lu}[^?]*\d.*\b(?:a|per|every) (?:day|week|month|year|night|hour)\b",
        Options);

    private static readonly Regex TheirActs = new(
        @"^\W*(?:[Mm]y|[Oo]ur) (?:\p{Ll}+ )?" + EnglishLexicon.Kin + @"(?: \p{Lu}\p{L}+)? (?:does|do|is|are|\p{Ll}+s"
            + @"|go|come|take|pick|have)\b.{3,}",
        RegexOptions.CultureInvariant,
        Patterns.Longest);

    // What only its context names is no reason by itself.
    private static Regex Unclear { get; } = Patterns.New(
        @"^\W*(?:he|she|it|they|that|this|there|those|these|you|your|him|her|them|everyone|someone|nobody|of (?:that"
            + @"|it|this|him"
            + @"|her|them))\b|^\W*\p{L}{1,2}\W*$"
            + @"|^\W*(?:since |for |about |over |almost |nearly )*(?:\d+|an?|one|two|three|four|five|six|seven|eight"
            + @"|nine|ten|many|several|some|a few) (?:\w+ )?(?:years?|months?|weeks?|days?|hours?)\b",
        Options);
}
