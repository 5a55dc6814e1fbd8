using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>How a sentence marks its reason.</summary>
internal enum ReasonMark
{
    None,

    /// <summary>A word says that it is one: because, thanks to, as long as.</summary>
    Told,

    /// <summary>What was said follows from it: so, which means.</summary>
    Followed,

    /// <summary>It was said before: that's why.</summary>
    Back,
}

/// <summary>A sentence parted into what it says and the reason that it gives for it.</summary>
/// <param name="Main">What it says.</param>
/// <param name="Why">The reason, or null.</param>
/// <param name="Mark">How the reason is marked.</param>
/// <param name="Rest">What else is said, before or after both; empty where nothing is.</param>
internal readonly record struct ReasonedSentence(Stretch Main, Stretch? Why, ReasonMark Mark, Stretch Rest = default);

/// <summary>Finds the clause of an English sentence that gives the reason of the others.</summary>
internal static class EnglishReasons
{
    /// <summary>Parts a sentence; where it gives no reason all of it is what it says.</summary>
    public static ReasonedSentence Split(string sentence)
    {
        // "She can't stand fish, so as long as I lodge with her I eat it out": two are said.
        if (Both.Match(sentence) is { Success: true } both
            && Split(both.Groups["tail"].Value) is { Why: { } ground } tail)
        {
            var at = both.Groups["tail"].Index;
            return new ReasonedSentence(
                Moved(tail.Main, at), Moved(ground, at), tail.Mark, Of(both.Groups["before"]));
        }

        foreach (var (pattern, mark) in Forms)
        {
            if (pattern.Match(sentence) is { Success: true } match)
            {
                return new ReasonedSentence(Of(match.Groups["main"]), Of(match.Groups["why"]), mark);
            }
        }

        var last = Last.Match(sentence);
        if (last.Success && !(last.Groups["since"].Success && Perfect.IsMatch(last.Groups["main"].Value)))
        {
            return new ReasonedSentence(
                Of(last.Groups["main"]), Of(last.Groups["why"]), ReasonMark.Told, Of(last.Groups["rest"]));
        }

        return So.Match(sentence) is { Success: true } so
            ? new ReasonedSentence(Of(so.Groups["main"]), Of(so.Groups["why"]),
                so.Groups["so"].Success ? ReasonMark.Followed : ReasonMark.Told)
            : When.Match(sentence) is { Success: true } when
                ? new ReasonedSentence(Of(when.Groups["main"]), Of(when.Groups["why"]), ReasonMark.Told)
            : For.Match(sentence) is { Success: true } purpose
                ? new ReasonedSentence(Of(purpose.Groups["main"]), Of(purpose.Groups["why"]), ReasonMark.Told)
                : new ReasonedSentence(new Stretch(0, sentence.Length), null, ReasonMark.None);
    }

    /// <summary>Gives what the reason is about, without the words that only lead to it: "of my knee" is my
    /// knee.</summary>
    public static int Lead(string reason) => LeadWords.Match(reason).Length;

    /// <summary>Tells whether words speak of what was said just before: "that only works because".</summary>
    public static bool PointsBack(string main) => BackWords.IsMatch(main);

    private static Stretch Moved(Stretch stretch, int by) => new(stretch.Start + by, stretch.End + by);

    private static Stretch Of(Group group) => new(group.Index, group.Index + group.Length);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Lead0 = @"^\W*(?:(?:and|but|so|also|oh|well|ok|plus|then|anyway|besides|mostly|mainly|partly"
        + @"|only|purely|just|simply|it's|it is|that's),? )*";

    // "Since March" tells when.
    private const string NoTime = @"(?! (?:last|then|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
        + @"|january|february|march|april|may \d\w*|may\W*$|june|july|august|september|october|november|december|\d\w*"
        + @"|(?:the )?(?:start|beginning|end|summer|winter|spring|autumn|fall|age|day|moment|morning|accident|pandemic)"
        + @"|about|around|early|late|new year|christmas|easter|childhood|college|university|school|birth|forever|ages"
        + @"|when|my (?:teens|twenties|childhood|student days)|primary|this|always)\b)";

    private const string NoReasonFor = @"(?! (?:now|me|us|you|my part|lunch|dinner|breakfast|brunch|supper|dessert"
        + @"|example|instance|years?|an?|once|real|sure|the (?:record|first|last|second|moment|time|most|next|past"
        + @"|rest|registration|story|form|bio|profile|signature|whole)|days|weeks|months|hours|ages|some|what|that"
        + @"|starters|context|reference|background|fun|\d|one|two|three|all|those|anyone|everyone)\b)";

    private const string NoReasonAs = @"(?! (?:I (?:said|mentioned|told|wrote|see)|you|usual|always|far|well|soon|if"
        + @"|for|to|mentioned|promised|expected|ever|of|such|per|we speak|soon|much|long|it (?:turns|happens|stands)"
        + @"|a (?:kid|child|teenager|rule|result|treat|joke|gift))\b)";

    private const string Clear = @"(?:because of|because|['’]?cause|cos|coz|cuz|bc|thanks to|due to|owing to"
        + @"|on account of|given that|given"
        + @"|seeing"
        + @" (?:as|that|how)|(?:for )?as long as|so long as|now that|now I'm|what with|courtesy of|in view of"
        + @"|for the sake of|to keep up with|since" + NoTime + ")";

    private const string Weak = @"(?:as" + NoReasonAs + @"|for" + NoReasonFor + @"|while(?= (?:I'm|I am|we're|we are|I"
        + @" have|I live|we live|I work)\b)|with(?! (?:that|this|all|love|regards|kind|best|you|it|him|her|them)\b)"
        + "|through|via)";

    private const string Own = @"(?:so )?(?:I|we|my|our|he|she|they|his|her|it's|the|every|on|friday"
        + @"|(?-i:\p{Lu}\p{Ll}+))\b";

    private static Regex Both { get; } = Patterns.New(
        @"^(?<before>\W*(?!(?:and|but|so|because|since|as|now|with)\b)[^,;:?]{8,}), (?:so|and|but|plus) (?=(?:because"
            + @"|since"
            + @"|(?:for )?as long as|now that|seeing (?:as|that)|given that|thanks to|as (?:I|we|he|she)\b)[^,;:?]*\b"
            + @"(?:I|we|my|our)\b)(?<tail>.+)$",
        Options);

    // That's why I take the bus. So I swim there.
    private static Regex Back { get; } = Patterns.New(
        @"^\W*(?:(?:and|but),? )?(?<why>(?:that's|that is|this is|which is|it's)"
            + @" (?:(?:also|exactly|precisely|partly|mainly|basically|just|really|the (?:only |main |whole |real"
            + @" )?reason"
            + @"|another reason) )*(?:why|how come|the reason)|that's the (?:only |main |whole |real )?reason"
            + @"|because of (?:that|this|it|him|her|them)|thanks to (?:that|this|it|him|her|them)"
            + @"|for (?:that|this) reason|hence|therefore|as a result|consequently|so),? (?:that )?"
            + @"(?<main>(?:only )?(?:you|I|we|my|our|he|she|they|the|his|her|(?-i:\p{Lu}\p{Ll}+))\b.{4,})$",
        Options);

    // The only reason I drive is that Ann works nights.
    private static Regex TheReason { get; } = Patterns.New(
        @"^\W*(?:and )?(?:the|my) (?:only |main |whole |real |sole )?reason (?:why |that |for )?(?<main>(?:I|we"
            + @"|my|our)\b"
            + @".{3,80}?) (?:is|was) (?:that |because (?:of )?)?(?<why>.{2,})$",
        Options);

    // One perk of working there: my kids get in free.
    private static Regex Perk { get; } = Patterns.New(
        @"^\W*(?:and )?(?:one|another|a|the)(?: \w+)? (?:perks?|benefits?|advantages?|upsides?|downsides?|thing"
            + @"|bonus|consequence)"
            + @" (?:of|about|with) (?<why>[^,;:?]{2,60}?)(?::|,| is(?: that)?| are(?: that)?) (?<main>(?:I|we|my"
            + @"|our|the)\b.{4,})$",
        Options);

    // It's because of Ann that I cycle.
    private static Regex Cleft { get; } = Patterns.New(
        @"^\W*(?:and )?(?:it's|it is) (?:only |all |just )?(?:because of|thanks to|due to|for) (?<why>.{2,60}?) that"
            + @" (?<main>(?:I|we|my|our)\b.{4,})$",
        Options);

    // My knee is why I swim.
    private static Regex IsWhy { get; } = Patterns.New(
        @"^\W*(?<why>(?!that\b|this\b|which\b|it\b)[^,;?]{2,60}?) (?:is|are|'s) (?:also |exactly |partly |mainly"
            + @" )*(?:the"
            + @" (?:only |main |whole |real )?reason(?: why| that)?|why) (?<main>(?:I|we|my|our)\b.{4,})$",
        Options);

    private static Regex First { get; } = Patterns.New(
        Lead0 + Clear + @" (?<why>[^,;:?]{2,90}), (?:so |that's why |then )?(?<main>\p{L}.{4,})$",
        Options);

    private static Regex FirstLoose { get; } = Patterns.New(
        Lead0 + Weak + @" (?<why>[^,;:?]{2,60}), (?<main>" + Own + @".{4,})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Living in Kyoto, I take tea lessons. Being a student I get in for free.
    private static Regex Being { get; } = Patterns.New(
        Lead0 + @"(?<why>(?:being|living|working|studying|staying|training|having|sharing|owning|renting)"
            + @" [^,;:?]{2,60}?)"
            + @",? (?<main>(?:I|we)(?:'m|'ve|’m|’ve)? \p{L}.{3,})$",
        Options);

    private static Regex FirstUnmarked { get; } = Patterns.New(
        Lead0 + "(?:" + Clear + "|" + Weak + @") (?<why>(?:of )?[^,;:?]{2,90}?(?<!\b(?:and|or|that|when|where"
            + @"|what|how|than|as|like|if|while|which))) (?<main>(?:(?:I|we)(?:'ve|’ve|'m|’m|'re"
            + @"|’re)?(?! am\b| was\b| are\b| were\b| had\b) \p{L}|my \p{L}+ \p{L}+|our \p{L}+ \p{L}+).{3,})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Working nights means that I sleep by day.
    private static Regex Means { get; } = Patterns.New(
        @"^\W*(?<why>(?:being|living|working|having|studying|owning|my|the|our|his|her) [^,;?]{2,60}?) (?:also )?means"
            + @" (?:that )?(?<main>(?:I|we|my|our)\b.{4,})$",
        Options);

    private static Regex Last { get; } = Patterns.New(
        @"^(?<main>.{5,}?)(?:,| -| –| —)? (?:(?:only|just|simply|mainly|mostly|purely|partly|all|and that's|but only"
            + @"|it's|precisely|largely) )*(?:because of|because|['’]cause|cause(?= (?:I|we|my|our|he|she|they|it"
            + @"|the)\b)|cos|coz|cuz"
            + @"|thanks to|due to|owing to|on account of|(?<!(?:have|has|had|['’](?:ve|s|d)|been|was|were|is"
            + @"|are) )given"
            + @"(?: that| (?=my|our|the|how))|seeing (?:as|that|how)|now that|(?:for )?as long as|so long as"
            + @"|(?<since>since)"
            + NoTime + @"|(?<=, )as (?=(?:I|we|my|our|he|she|they|it|it's|the|that)\b)|as (?=(?:I|we)(?:['’]m"
            + @"|['’]re| am| are| live| work| have| don['’]t"
            + @"| can['’]t| cannot| study| share| need)\b)|while (?=(?:I'm|we're|you're|I am"
            + @"|we are|I have|we have|I live|we live|I work|he's|she's|they're)\b)|for the sake of|courtesy of"
            + @"|what with"
            + @"|so that(?!['’]s)|for (?=[^,;]{2,40}['’]s? sake\b)) ?(?<why>[^,;]{2,}?)"
            + @"(?:(?<=['’]s?) sake\W*)?(?<rest>(?:,|;| -| –| —) .*| (?:so|and) (?:I|we|my|our|it|he"
            + @"|she|they)\b.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // I take a pill when one starts.
    private static Regex When { get; } = Patterns.New(
        @"^(?<main>.{5,}?) when(?:ever)? (?<why>(?:it|one|they|that)\b.{2,})$", Options);

    // I buy salmon for Luna. I rent a garage for the Saab. I see a physio for my back.
    private static Regex For { get; } = Patterns.New(
        @"^(?<main>.{5,}?(?<!\b(?:work|works|working|worked|play|plays|playing|looking|waiting|asked"
            + @"|training))),?(?: just| only"
            + @"| all| mainly)? for (?:(?<why>(?!(?i:mon|tues|wednes|thurs|fri|satur|sun)days?\b|January|February"
            + @"|March|April|May\b"
            + @"|June|July|August|September|October|November|December|Christmas|Easter)\p{Lu}\p{Ll}+)|(?<=,"
            + @" (?:just |only |all )?for"
            + @" )(?<why>the \p{L}+(?: \p{L}+)?)|(?<=\b(?:I|we) (?:rent|keep|book|booked|hired|rented|reserved|get|buy"
            + @"|bought|pay|store|collect|bring|save|grow|make)\b.*)(?<why>the \p{L}+(?:"
            + @" \p{L}+)?)|(?<=\b(?:I|we) (?:\p{L}+ )?(?:see|visit|take|wear|do|go|use|have)\b.*)(?<why>my"
            + @" [\p{L} ]{3,20}))\W*$",
        RegexOptions.CultureInvariant);

    // Mr Ode lets us use the roof, so I grow tomatoes.
    private static Regex So { get; } = Patterns.New(
        @"^(?<why>.{4,}?)(?:, (?:and )?|; ?| [-–—] | )(?:(?<so>so)|hence|therefore|(?:and )?that's (?:also )?why"
            + @"|so that's why|which is (?:also"
            + @" |exactly |partly )?why|which means(?: that)?|meaning(?: that)?|(?:and )?(?:that|this) means(?: that)?)"
            + @" (?<main>(?:(?:I|we|my|our|he|she|they|his|her)\b|I'm|(?-i:\p{Lu}\p{Ll}+) ).{4,})$",
        Options);

    private static Regex Perfect { get; } = Patterns.New(
        @"\b(?:have|has|'ve|’ve|'s|haven't|hasn't) (?:\w+ )?(?:been|had|lived|worked|known|used|done"
        + @"|\w+ed)\b",
        Options);

    private static Regex LeadWords { get; } = Patterns.New(
        @"^\W*(?:(?:of|that|the fact that|to|I'm|I’m|I am|we're|we are|I've got|I have|being|having)\s+)*",
        Options);

    private static Regex BackWords { get; } = Patterns.New(
        @"^\W*(?:and |but )?(?:(?:that|this|it)(?:'s| is| was| only| all| just)*(?: works?| possible| allowed| ok| free"
            + @"| the case| happens?| goes| fine)?|I (?:only |just )*(?:do|did|manage|keep|have|can do|get)(?:"
            + @" only| just)?"
            + @" (?:that|this|it|so|all that)|we (?:only |just )*(?:do|did|manage|keep|have|get) (?:that|this|it|so)"
            + @"|all (?:of )?(?:that|this)|only|just|mainly|mostly)(?: only| just| all)?\W*$",
        Options);

    private static (Regex Pattern, ReasonMark Mark)[] Forms { get; } =
    [
        (Back, ReasonMark.Back), (TheReason, ReasonMark.Told), (Cleft, ReasonMark.Told),
        (IsWhy, ReasonMark.Told), (Perk, ReasonMark.Told), (FirstUnmarked, ReasonMark.Told), (First,
            ReasonMark.Told),
        (FirstLoose, ReasonMark.Told), (Means, ReasonMark.Followed), (Being, ReasonMark.Told),
    ];
}
