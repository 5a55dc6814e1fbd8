using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads what happened or will happen to the user or theirs at a time.</summary>
internal static class EnglishEvents
{
    /// <summary>Tells whether words speak of what is to come: by the verb that comes first.</summary>
    public static bool LooksAhead(string words) =>
        Noun.IsMatch(words) || Tense.Match(words) is { Success: true, Groups: var found } && found["ahead"].Success;

    /// <summary>Adds what a clause tells of.</summary>
    /// <param name="reading">The sentence.</param>
    /// <param name="words">The clause as rules read it, with a subject put before it where it has none.</param>
    /// <param name="clause">Where the clause stands in the sentence.</param>
    /// <param name="prefix">How long the subject is that was put before it.</param>
    /// <param name="when">The time that it names.</param>
    /// <param name="at">Where it names the time, in the words.</param>
    public static void Read(
        Reading reading, string words, Stretch clause, int prefix, StatedTime when, Stretch at)
    {
        var first = First.IsMatch(words[..Math.Max(0, at.Start)]);
        var told = first ? words : words[..Math.Max(0, at.End)];
        if (at.Start < prefix || Vague.IsMatch(words[..at.Start]) || Denied.IsMatch(told) || Idle.IsMatch(told))
        {
            return;
        }

        (words, prefix, at) = Pronounced(reading, words, prefix, at);
        var ahead = LooksAhead(words);
        var today = when == StatedTime.OfDay(reading.Said.Date);
        var found = Forms.Select(form => form.Match(words))
            .FirstOrDefault(match => match.Success && IsKnown(reading, match.Groups["name"].Value));
        if (found is null || IsAnother(words, found, at) || (today && ahead && !Grave.IsMatch(words))
            || (when.Day is null && found.Groups["thing"].Success && !Grave.IsMatch(words))
            || (!ahead && (Changed.IsMatch(words) || (Near(when, reading.Said) && Trivial.IsMatch(words)))))
        {
            return;
        }

        var time = new Stretch(clause.Start + at.Start - prefix, clause.Start + at.End - prefix);
        var begins = first ? clause.Start
            : Math.Max(clause.Start, clause.Start - prefix + found.Index + Parted.Match(found.Value).Length);
        reading.AddEvent(Who(reading, clause, found), new Stretch(begins, clause.End), time, when, first);
    }

    // Whom a pronoun stands for was put in its place; the forms know the pronoun.
    private static (string Words, int Prefix, Stretch At) Pronounced(
        Reading reading, string words, int prefix, Stretch at)
    {
        if (reading.Claims.Person is not { } person || prefix == 0
            || !words.StartsWith(person, StringComparison.Ordinal))
        {
            return (words, prefix, at);
        }

        var less = person.Length - 3;
        return ("he " + words[person.Length..], prefix - less, new Stretch(at.Start - less, at.End - less));
    }

    // Whoever is named may be anybody, unless the turn says who it is.
    private static bool IsKnown(Reading reading, string name) =>
        name.Length == 0 || (name is "he" or "she" or "He" or "She"
            ? reading.Claims.Person is not null
            : reading.Claims.Any(claim => claim.Value == name && claim.Slot is not ("name" or "pet")));

    // "I've handed in my notice, last day is 28 June": the time is of something else.
    private static bool IsAnother(string words, Match found, Stretch at)
    {
        var end = found.Index + found.Length;
        return end < at.Start && (found.Groups["due"].Success
            ? at.Start - end > 1
            : OfItself.IsMatch(words[end..at.Start]));
    }

    // Nobody needs to know next week what was had for dinner yesterday.
    private static bool Near(StatedTime when, DateTimeOffset said) =>
        when.Day is not null && when.From >= said.Date.AddDays(-8);

    private static string Who(Reading reading, Stretch clause, Match found)
    {
        if (found.Groups["name"] is { Success: true } name)
        {
            return name.Value is "he" or "she" or "He" or "She"
                ? Subjects.Of(reading.Claims.Person!) ?? Claim.Speaker
                : name.Value;
        }

        var who = found.Groups["who"].Value.TrimEnd(',', ' ');
        if (who.Length == 0)
        {
            return Claim.Speaker;
        }

        // "Freya, my daughter, has her exam".
        var named = Appositive.Match(reading.Sentence[..clause.Start]);
        return named.Success && clause.Start > 0 ? named.Groups["name"].Value
            : Subjects.Of(who) ?? Claim.Speaker;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Irregular = @"got|went|broke|bought|met|saw|ran|flew|began|gave|took|made|won|lost|fell|came"
        + @"|found|built|sold|taught|left|passed|had|did|became|drove|rode|swam|sang|spoke|threw|tore|cut|hit|hurt"
        + @"|burnt|bit|caught|chose|dug|drew|grew|held|hung|laid|led|paid|put|quit|set|shot|slipped|spent|split|stood"
        + @"|stole|struck|wed|wore|wrote|said|told|thought|knew|felt|heard|kept|meant|sent|slept|sat|woke|ate|drank"
        + @"|forgot|understood";

    private const string Things = @"(?:appointment|appt|meeting|interview|exams?|tests?|flight|date|meet|match|gig|race"
        + @"|show|concert|recital|christening|baptism|wedding|funeral|party|viewing|inspection|surgery|operation|scan"
        + @"|mri|x-?ray|ultrasound|root canal|check-?up|hearing|viva|graduation|trip|conference|deadline|presentation"
        + @"|rehearsal|audition|tournament|reunion|biopsy|colonoscopy|filling|extraction|haircut|delivery|cruise"
        + @"|retreat|ceremony|anniversary|stag do|hen do|baby shower|marathon|half marathon|10k|5k|triathlon"
        + @"|competition|trial|audit|defen[cs]e|finals|mocks|orals|bar mitzvah|bat mitzvah|confirmation|housewarming"
        + @"|open day|parents['’] evening|moving day|due date|induction|chemo\w*|dialysis|vaccin\w+|jab|booster"
        + @"|passport|wallet|luggage|closing|launch|recording|fitting|procedure|play|performance|prom|formal"
        + @"|jury duty|offsite|dentist|doctor['’]s|physio|orthodontist|lease|tenancy|contract)";

    // "The match is on Sunday" may be anybody's.
    private const string Own = @"(?:appointment|interview|exam|flight|wedding|funeral|christening|baptism|viewing"
        + @"|inspection"
        + @"|surgery|operation|scan|mri|hearing|viva|graduation|trip|biopsy|retreat|ceremony|stag do|hen do|baby shower"
        + @"|due date|closing|move|party|reunion|cruise|delivery|honeymoon|induction|extraction|root canal)";

    // Whom it happens to, in the clause.
    private const string Lead = @"(?:^|, |[;:] )\W*(?:(?:so|and|but|also|oh|yes|no|hi|hey|well|then|anyway"
        + @"|not to brag but|btw|fyi"
        + @"|just|update|good news|bad news|big news|guess what|finally|turns out|apparently|sadly|luckily|plus|ok"
        + @"|now|because|since|as|that),? )*"
        + @"(?:(?:(?:next|this|last|on|in|at|come) )?[\w’' ]{3,24}?,? )??";

    private static readonly string Kin = @"(?:(?:my|our|the) (?:(?:best|old|older|younger|little|big|twin|eldest"
        + @"|youngest|new|late|wee) )*(?:\p{Ll}+ )??(?:" + EnglishLexicon.Kin + @"|lad|boy|girl|twins|children|folks"
        + @"|baby|old man|mate|lodger|tenant|fianc[ée]e?|missus|hubby)(?:,? (?-i:\p{Lu})[\p{L}'’-]+)?,?"
        + @"|(?:mum|mom|dad|mam|grandma|grandpa|granny|grandad|granddad|nan)(?= |['’]s))";

    private const string Me = @"(?:I|we)";

    private const string Ours = @"(?:my|our) (?!(?:plan|idea|question|problem)\b)(?:\p{L}+[- ]){0,2}?\p{L}+";

    private static readonly string Someone = @"(?:" + Me + @"|(?<who>" + Kin
        + @"|(?:my|our) (?:first|second|third|fourth|eldest|youngest|daughter|son),? (?-i:\p{Lu})\p{L}+,?)"
        + @"|(?<name>he|she|(?-i:\p{Lu})\p{L}+)|" + Ours + ")";

    private const string Adverbs = @"(?:(?:finally|just|also|both|all|really|actually|still|already|only|then|now"
        + @"|officially|nearly|recently|even|sadly|\w+ly) )*";

    private static IReadOnlyList<Regex> Forms { get; } =
    [
        // "my sister is getting married in September", "we're closing on the house next Tuesday".
        New(Lead + Someone + @"(?:['’]m|['’]re|['’]s| am| are| is) " + Adverbs + @"(?!(?:being (?!discharged|induced"
            + @"|deployed|moved|transferred|sworn|interviewed|promoted|operated|made)|feeling|thinking|hoping"
            + @"|wondering|looking|trying|wanting|asking|using|getting (?!married|divorced|engaged|my |our "
            + @"|the (?:keys|results)|an? (?:\w+ )?(?:puppy|dog|kitten|cat"
            + @"|tattoo|haircut|filling|crown|transplant|brace))|saying|having trouble|working|planning"
            + @"|considering|dreading|expecting|nothing|something|anything|everything|living|staying in|cooking"
            + @"|struggling|building|writing|making|reading|doing|seeing if|going to (?:need|want|ask|try|say|use|be"
            + @" honest))\b)(?:\w{2,}ing\b|off (?:to|on)\b|due (?:in|to|on|for)\b)"),

        // "I'll be sworn in", "we're going to sign", "I've to give a toast".
        New(Lead + Someone + @"(?:['’]ll| will|['’](?:m|re|s) (?:going|due) to| (?:am|are|is) (?:going|due|supposed) to"
            + @"|['’]ve (?:got )?to| have (?:got )?to| has to| must) (?!(?:ask|try|say|need|want|be (?:honest|fine|ok"
            + @"|able)|know|see|check|let|tell|do it|think|keep|use|remember|buy|make|write|get it|get this|cook|eat"
            + @"|finish|submit|send|hand|pay|read)\b)\w+"),

        // "I have a furnace inspection", "Freya has her cello exam".
        New(Lead + Someone + @"(?:['’]ve got|['’]s got| have got| has got| have| has|['’]m having|['’]re having"
            + @"|['’]s having| (?:am|is|are) having| got) (?:my|his|her|our|their|the|an?|two|three|both)"
            + @" (?<thing>(?!(?:\w+ )?(?:question|problem|issue|idea|feeling|headache|cold|look|go|think|few|lot|bit"
            + @"|meeting of|plan|trouble|hard time|chance|choice)\b)\p{L})"),

        // "my son Kenji starts kindergarten", "my in-laws land".
        New(Lead + Someone + @" " + Adverbs + @"(?:starts?|begins?|leaves?|lands?|arrives?|flies|fly|moves?|returns?"
            + @"|graduates?|turns? \w+|sits? (?:his|her|my|the|our)|gets? (?:married|back|out|home|here|the)"
            + @"|retires?|visits?|comes? (?:home|back|to|over|out|round)|goes? (?:to|back|in for|into|on|under)|opens?"
            + @"|closes?|is born|races?|plays? (?:at|in)|performs?|defends?|marr(?:y|ies)|finish(?:es)?|ends?"
            + @"|close on|expires?|runs? out|renews?|sets? off|heads?"
            + @"|appears? in|testif(?:y|ies)|compete|speak at|present)\b"),

        // "our concert is on 8 July", "Gig on the 12th", "surgery is booked".
        New(@"^\W*(?:(?:so|and|but|also|oh),? )*(?:(?:my|our|his|her) (?:[\p{L}’']+ ){0,3}?" + Things
            + @"|(?!(?:the|a|an|this|that|which|what|no|any|is|are)\b)(?:(?!(?:no|any|which|what|before|after|until"
            + @"|the|an?"
            + @"|for|of|is|are|your|their)\b)[\p{L}’']+ ){0,2}?" + Things + @""
            + @"|the (?:[\p{L}’']+ ){0,2}?" + Own + @")(?:['’]s| starts?| begins?| ends?| is| are| was| were| got"
            + @"| has been| will be)?"
            + @"(?: (?:now|booked|set|scheduled|on|in|for|at|not|this|next|tomorrow|today|moved|cancelled|postponed"
            + @"|stolen|lost|coming|\d)\b|(?=\W*$))"),

        // "Our offsite is on 12 June", "my gran's 90th is on Saturday".
        New(@"^\W*(?:(?:so|and|but|also|oh),? )*(?:my|our) (?:[\p{L}’'\d-]+ ){0,3}[\p{L}’'\d-]+(?<due>(?: is| are"
            + @"|['’]s| was))"
            + @"(?: now)?(?= (?:on|in|at)\b| (?:this|next|tomorrow)\b)"),

        // "Starting at Zoho", "Getting married in Ibadan".
        New(@"^\W*(?:(?:so|and|but|also|oh|just|finally|I),? )*(?:starting|getting (?:married|divorced|engaged|my|our"
            + @"|induced|discharged|the)|moving|flying|leaving|travelling|traveling|going (?:to|in|under|into|on|back)"
            + @"|having (?:my|our|an?|the)|defending|sitting (?:my|the)|turning|closing on|expecting|hosting|marrying"
            + @"|graduating|retiring|running (?:my|the|a)|heading|performing|presenting|seeing the|off to)\b"),

        // "I got rear ended", "our flat got flooded", "my grandmother passed away".
        New(Lead + Someone + @"(?:['’]ve|['’]s| have| has)? " + Adverbs + @"(?!(?:wanted|needed|liked|loved|hated|lived"
            + @"|worked|used|believed|hoped|wished|wondered|owned|seemed|looked|stayed|remembered|expected|planned"
            + @"|assumed|asked|told|said|heard|read|tried|noticed|thought|knew|felt|kept|meant|understood|forgot|last"
            + @"|promised|called|turned out|figured|realised|realized|enjoyed|did|had to|had (?:a|the|my) (?:cat|dog)"
            + @"|need|bed|red|fed up|tired|bored|supposed|scared|married to)\b)(?:(?:was|were"
            + @"|been) (?:\w+ly )?(?:\w{2,}ed"
            + @"|born|given|hit|shot|stolen|taken|told|hurt|broken|cut|let go|put|bitten|robbed)\b|\w{2,}ed\b|(?:"
            + Irregular + @")\b)"),

        // "Had my wisdom teeth out".
        New(@"^\W*(?:(?:so|and|but|also|oh|just|finally|I),? )*(?:had|got|went|bought|started|finished|signed|met"
            + @"|saw|flew"
            + @"|ran|passed|failed|broke|lost|won|crashed|graduated|defended|closed|gave birth|adopted|celebrated"
            + @"|attended|completed|fractured|sprained|proposed)\b"),
    ];

    private static Regex Parted { get; } = Patterns.New(@"^[,;:] (?:(?:and|but|so|turns out"
        + @"|it turns out),? )*", Options);

    private static Regex OfItself { get; } = Patterns.New(@",[^,]*\b(?:is|are|was|were)\b|,[^,]*['’]s\b", Options);

    private static Regex First { get; } = Patterns.New(
        @"^\W*(?:(?:so|and|but|also|oh|on|in|at|just|ok|well|the|then|anyway|come)\b,? ?)*$", Options);

    private static Regex Appositive { get; } = Patterns.New(
        @"(?:^|[.;,!?] )\W*(?<name>(?!(?:So|And|But|Also|Well|Hi|Hey|Yes|No|Oh|Ok)\b)\p{Lu}\p{L}+),\s*$",
        RegexOptions.CultureInvariant);

    // The verb that comes first tells the time.
    private static Regex Tense { get; } = Patterns.New(
        @"\b(?:(?<ahead>will|going to|gonna|tomorrow|next|due (?:on|in)|['’]ll|(?:have|has|['’]ve"
            + @"|['’]s)(?: got)? (?:an?|my"
            + @"|his|her|our|the|two|three|to|both)\b|['’]ve to|must|having (?:an?|my|our|the)|(?:am|is|are|['’]m"
            + @"|['’]re"
            + @"|['’]s) (?:\w+ly |not |now |also |still |just |finally |all |both )?(?!\w+ing (?:since"
            + @"|for \w+ (?:years|weeks"
            + @"|months|days)))(?:\w+ing|booked|scheduled|planned|set|due|confirmed|off|on|in|at|for)|starts?|begins"
            + @"|leaves|lands?|arrives?|flies|booked|signed up for|leaving|flying|moving|starting|getting|sitting"
            + @"|turning|closing|defending|gets|goes|comes|graduates|returns|visits|opens|expires|runs out|renews|ends"
            + @"|turns \d+|is \w+ed|are \w+ed|(?<=\b(?:I|we|they|in-laws|parents|kids) (?:both |also "
            + @"|finally )?)(?:fly|leave"
            + @"|move|marry|perform|race|sit|graduate|retire|turn|defend|close|open|return|begin|travel|present|compete"
            + @"|sign|get|go|come|play|have|head|set off|depart|appear|testify|swear))"
            + @"|(?<past>was|were|did|didn['’]t|been|(?:" + Irregular + @")|(?!need)\w{2,}ed))\b",
        Options);

    private static Regex Noun { get; } = Patterns.New(
        @"^\W*(?:(?:and|so|also|oh|but) )*(?:(?:the|my|our) )?(?:\p{L}+ ){0,2}?" + Things + @"\b(?! (?:was|were|got"
            + @"|went|had|has|have)\b)",
        Options);

    // "Until March", "in about 1996": when it ended, or nobody knows when.
    private static Regex Vague { get; } = Patterns.New(
        @"\b(?:until|till|til|since|before|after|around|about|roughly|circa|(?<!off [\w ]{2,30})from|than|every"
            + @"|each|last \w+ed|most|usual(?:ly)?)(?: (?:about|around|early|late|mid|the|on|in|like|maybe))*\s*$"
            + @"|\b(?:until|till|til)\b(?!.*\b(?:but|and)\b)", Options);

    // What did not happen is no event.
    private static Regex Denied { get; } = Patterns.New(
        @"\b(?:not|never|(?:did|wo|is|was|are|have|has|ca|could|do|does)n['’]t|cannot)\b(?! to brag)", Options);

    // What goes on as a rule, or is gone tomorrow.
    private static Regex Idle { get; } = Patterns.New(
        @"\b(?:every|each|always|usually|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b"
            + @"|\b(?:am|are|is|['’]m|['’]re|['’]s) \w+ing\b.*\b(?:today|right now|tonight|this (?:morning|evening"
            + @"|afternoon))\b|\b(?:going|meant|about|wanted|trying) to say\b|\bfree on\b",
        Options);

    // What can be known of today even tomorrow.
    private static Regex Grave { get; } = Patterns.New(
        @"\b(?:married|divorced|engaged|surgery|operation|funeral|wedding|birth|graduat\w+|moving|exam|hearing|retir\w+"
            + @"|start(?:s|ing)|due|turning|christening|retreat|concert|marathon)\b", Options);

    // What begins or ends a state is that, with its time, and no event.
    private static Regex Changed { get; } = Patterns.New(
        @"^\W*(?:(?:and|but|so|also|oh),? )*(?:(?:I|we|he|she|they)(?:['’]ve| have)?|(?:my|our|the) [^,]{2,40}?"
            + @"|.{0,30},)?"
            + @" ?(?:just |finally"
            + @" |recently )*(?:moved|joined|left|sold|resigned|retired|relocated|emigrated|swapped|traded|packed"
            + @"|used to|gave up|dropped out|switched|took up|quit (?!smoking|drinking|vaping|sugar)|was an?\b"
            + @"|were an?\b|worked|lived)\b", Options);

    private static Regex Trivial { get; } = Patterns.New(
        @"^\W*(?:(?:and|but|so|also|oh),? )*(?:(?:I|we)(?:['’]ve| have)? )?(?:just |finally |also |then )*(?:ate|drank"
            + @"|watched|cooked|baked|made|cleaned|slept|woke|installed|updated|upgraded|restarted|rebooted|rang|phoned"
            + @"|emailed|texted|messaged|wrote|posted|googled|searched|checked|opened|pushed|deployed|committed|merged"
            + @"|changed|fixed|saved|downloaded|uploaded|clicked|typed|ordered|planted|washed|walked|talked|spoke|put"
            + @"|set|used|fed|tested|added|removed|deleted|copied|pasted|printed|saw|thought|got (?:up|home|back"
            + @"|into|stuck|this|an? (?:e-?mail|message|letter|text|error|bill))|had (?:an? )?(?:\w+ )?(?:breakfast"
            + @"|lunch"
            + @"|dinner|cereal|coffees?|beers?|drink|pizza|takeaway|nap|chat|look|go|problem|error|row)(?! with)"
            + @"|ran (?:it|this|into|out|the (?:script|tests?|code|migration|command|build|query|app|program|job))"
            + @"|went (?:to (?:bed|sleep|the (?:shops?|gym|pub|toilet|store))|out"
            + @"|shopping|for a (?:walk|run)))\b", Options);

    private static Regex New(string pattern) => new(pattern, Options, Patterns.Longest);
}
