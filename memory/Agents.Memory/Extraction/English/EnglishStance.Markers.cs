using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>The words that say that a text is about somebody else.</summary>
internal sealed partial class EnglishStance
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Where a sentence begins, or a request within it.
    private const string Opens = @"(?:^|[.!?\n]\s*|^\W*(?:ok|okay|so|hmm|hi|hey|well|now|right|please)\b,? )";
    private const string Bids = @"(?:^|[.!?;:,\n–—-]\s*|\b(?:please|pls|plz|can (?:you|u)|could (?:you|u)|would you"
        + @"|will you|help me(?: to)?|now|then|and|just|so|let['’]?s|lets|you to) )";

    private const string Fiction = @"(?:story|tale|poem|ballad|sonnet|lyrics|scene|dialogue|monologue|soliloquy|skit"
        + @"|screenplay|novel(?! (?:way|idea|approach|solution|method|use))|novella|chapter|sketch|limerick|haiku"
        + @"|rap|fan ?fic(?:tion)?|fiction|fable|parody"
        + @"|backstory|sitcom|improv|musical|comic strip|quiz round|riddle)\b";

    private const string Told = @"(?:novel|story|screenplay|sitcom|fan ?fic|comic|campaign|chapter|poem|sketch|scene"
        + @"|dialogue"
        + @"|passage|extract|excerpt|fairy tale|fable)\b(?! club)";

    // "My profile: 34, vegan" is the user's own, and a note what they add.
    private const string Papers = @"(?<!\b(?:my|our) )(?:e-?mails?|mail|messages?|letters?|texts?|notice|posts?"
        + @"|reviews?"
        + @"|bio|essay|paragraph|passage|transcript|chat|reply|advert|ad|article|profile|cv|resume|résumé|comments?"
        + @"|tweets?|caption|voicemail|whatsapp|dm|listing|memo|headline|statement|complaint|testimonial|application"
        + @"|blurb|obituary|eulogy|abstract|excerpt|extract"
        + @"|notes?(?= (?:in|on|from|by|left|under|pinned|says|he|she|they)\b))";

    private const string Written = @"(?:letter|e-?mail|message|card|note|bio|cv|resume|profile|post|caption|ad|advert"
        + @"|speech|toast|invitation|invite|text|review|statement|complaint|reference|announcement|poster|sign|notice"
        + @"|flyer|tweet|reply|answer|response|blurb|eulogy|application|memo|script|headline|something|one)\b";

    private static IReadOnlyList<Marker> Markers { get; } =
    [
        // Stories, and what is told in the voice of another.
        Rest(Bids + @"(?:write|draft|compose|tell|give|do|make|create|generate|continue|finish|invent|come up with"
            + @"|think of|start|begin|pen|spin|improvise)\b[^.!?:\n]{0,80}?\b" + Fiction),
        Rest(@"\b(?:I['’]m after(?: is)?|I want|I need|I['’]d like|looking for|how about|can (?:I|you) (?:get|have|do)"
            + @"|idea for) (?:is )?(?:an?|some|another|the)\b[^.!?:\n]{0,40}?\b" + Fiction),
        Rest(Opens + @"(?:an?|one|two|three|\d+|opening|first|last|another|funny|short)\b[^.!?:,\n]{0,50}?\b" + Fiction
            + @"(?= (?:of|about|where|in which|from|for|set|please|with)\b|[:,])"),
        Rest(@"(?:^|[.!?\n]\s*)(?:(?:short|funny|another|new) )?" + Fiction + @"(?: please| pls| time"
            + @"| idea)?\s*[.:,!]"),
        Rest(@"\b(?:in|for|from|of) (?:my|the|a|this|our) (?:\w+ )?" + Told
            + @"|\bin my (?:\w+ )?(?:play|film|movie|musical|song|opera|script|book)\b"),
        Rest(@"\b(?:personas?|text adventure|dungeon master|debate me|(?:for the|do a|run a|start the) mock interview"
            + @"|my (?:d&d|dnd|rpg|sims?|wow|minecraft) \w+|dictat(?:e|ion)(?= ?:)|take (?:this down|a letter))\b"),
        Rest(@"(?:^|[.!?\n]\s*)(?:(?-i:(?:INT|EXT)\. )|(?-i:(?!NOTE|UPDATE|EDIT|FYI|NB|TO[D]O|TL|INFO|CONTEXT"
            + @"|BACKGROUND|QUESTION|REMINDER|WARNING|IMPORTANT|SITUATION|PROBLEM|ISSUE)\p{Lu}{3,}"
            + @"(?: \([^)\n]{0,30}\))?: ))"),
        Rest(@"(?:" + Opens + @"|\b)(?:my|the|our|main|a|his|her) (?:\w+ )?(?:character|avatar|NPC|protagonist|heroine"
            + @"|antagonist|narrator|villain|OC)\b(?! (?:flaw|trait|limit|count|set|building))"),
        Rest(@"\bfirst[- ]person\b(?! shooter)|\bin (?:the )?(?:voice|style|shoes|guise) of\b|\bin character\b"
            + @"|\b(?:from|in) (?:the )?(?:point of view|perspective|pov) of\b"
            + @"|\bfrom (?:an?|the|his|her|its|my)\b[\w'’ ]{0,30}?\b(?:point of view|perspective|pov)\b"
            + @"|\bas (?:if|though) (?:from|by|written|spoken|you['’]re|you were|you are)\b"),
        Rest(Bids + @"(?:write|draft|compose|make|do|create|leave|post|rant|complain|reply|answer)\b[^.!?:\n]{0,60}?"
            + @" as an? (?!\w+ (?:list|table|gift)|reply|response|follow|reminder|list|table|pdf|checklist|template"
            + @"|thank|present|gift|joke|single|one|bullet|file|word|markdown|csv|json)\w+"),

        Rest(Bids + @"(?:write|draft|compose|create|generate|make)\b[^.!?:\n]{0,60}? for an? (?:\w+ )?(?:\w+er|\w+or"
            + @"|\w+ist|\w+ant|nurse|chef|man|woman|person|student|someone|candidate"
            + @"|applicant|graduate) (?:from|with|who|named|called|aged|in (?:his|her|their))\b"),

        // Games, personas, suppositions.
        Rest(@"\b(?:role[ -]?play(?:ing)?(?! games?)|let['’]?s (?:play|pretend)|make believe|two truths|pretend(?:ing)?"
            + @"|(?<!\b(?:I|can|can['’]t|cannot|could|couldn['’]t) )imagine(?=,? (?:you|that|I|we|my|an?|if|being"
            + @"|some\w+|the|there|for)\b)|a limerick|hypothetically|I['’]?ll (?:be|play) (?:the|an?|your)\b)"),
        Rest(Opens + @"(?:you(?:['’]re| are|['’]ll be)|act(?:ing)? (?:as|like)|be|play|I want you to (?:be|act|play)"
            + @"(?: as| the role of)?|take (?:on )?the role of|in the role of|behave (?:as|like)) (?:if you (?:are"
            + @"|were)"
            + @" )?(?:an?|my|the|(?-i:\p{Lu})\p{L}+(?=[,.]))(?! (?:\w+ )?(?:lifesaver|genius|star|legend|gem|saint"
            + @"|angel"
            + @"|hero|machine|robot|darling|dear|love|doll|pal|sport|treasure|bit|little|lot|good|great|model"
            + @"|language|an? AI|AI|computer|bot"
            + @"|\w*(?:est|best)|one|reason|only|same|" + Helpers + @")\b)"),
        Part(Opens + @"(?:you(?:['’]re| are)|act as|I want you to act as|be) (?:an?|my|the) [^.!?\n]*"),
        Rest(@"(?<!\b(?:I|we|you|always|never|be|am|is|are|was|['’]m) )\b(?:suppos(?:e|ing)|let['’]?s (?:say|assume"
            + @"|imagine|suppose)|assum(?:e|ing))(?: that)?,? (?:I|my|we|you|he|she|they|some\w+|an?|the|there|both"
            + @"|our)\b"),
        Rest(Opens + @"(?:say|picture|let['’]?s say) (?:I|my|we|our|an?|some\w+|the|you)\b"),
        Turn(@"\bhypothetically\b(?=\W*(?:$|[.,!?]))|\b(?:just|only) (?:imagining|joking|kidding|messing|pretending)"
            + @"|\basking for an? (?:friend|mate|pal)\b|\b(?:asking|it['’]s|this is|question) for an? (?:sketch|story"
            + @"|novel|character|scene|screenplay|poem|script)\b|\bWho am I\?|\bjk\b|\bno names,? no\b"
            + @"|\bnaming no names"
            + @"|\bguess who\b|\bAITA\b|\b(?:it|this|that)(?:['’]s| is) (?:not|n['’]t) (?:mine|me|about me)\b"
            + @"|\bnot mine\b(?=\W*$)"),

        // What is made up, and exams.
        Rest(@"(?:^|[.!?:\n]\s*)An? \d{1,3}[- ](?:year|yr)s?[- ]old (?:\w+ ){0,2}(?:man|woman|patient|boy|girl|male"
            + @"|female|child|lady|gentleman|student|infant|athlete)\b|\bperson (?-i:[A-D])\b"),
        Rest(@"\b(?:fake|dummy|mock|made-up|fictional|fictitious|placeholder|synthetic|invented|imaginary"
            + @"|sample) (?:[\w-]+ ){0,3}?(?:data|users?|customers?|clients?|profiles?|names?|people|persons?|records?"
            + @"|rows|entries|contacts?|patients?|employees|students?|reviews?|addresses|dataset)\b"),
        Rest(@"(?:" + Opens + @"|(?<!\b(?:do|did|does|make|made|it|them|that|this|goes|works?|look|looks) ))\blike"
            + @" (?:this|so|these)(?: one)?:|\b(?:for (?:example|instance)|an example|e\.g\.|such as"
            + @"|along the lines of|(?<!['’]d |would |I )like):"),
        Rest(@"(?:^|[.!?\n]\s*)(?:Q|Qn|Qs|Ques|Question|Problem|Exercise|Ex|Task|Item|Scenario|Case)\.? ?\d+[a-z]?\s*"
            + @"[.:)]"),
        Turn(@"(?<!\b(?:I|my|our|we)\b[^\n]*)\bhow (?:old|many \w+|much \w*|far|long|fast|tall) ?(?:is|was|does|did"
            + @"|will|are"
            + @"|has) (?:(?-i:\p{Lu})\p{L}+|he|she|they)\b"),
        Rest(@"(?:^|[.!?\n]\s*)(?:(?:sample|model|example|original|current|old|new|suggested|possible|first|second"
            + @"|final"
            + @"|dream|ideal|typical) )?(?:answer|response|version|intro|opening|passage|scenario|case(?: study)?"
            + @"|vignette|comprehension|extract|excerpt|transcript"
            + @"|prompt|premise|plot|setting|characters?|backstory|persona|caption|lyrics|narrator|dialogue|script"
            + @"|scene|speaker(?: \d)?|interviewer|candidate|customer|client|patient|pt|applicant|user(?: story)?"
            + @"|him|her|he|she|them|original|draft|input|source|sample|template|sentence|job (?:ad|description"
            + @"|posting)|"
            + Papers + @")(?: \d+)?(?: ?\([^)\n]{0,40}\))?:(?!\s*\S+@)"),

        // Others' papers and sayings.
        Rest(@"(?:^|[.!?\n,]\s*)(?:(?:here(?:['’]s| is| are)|this is|this came|below (?:is|are)|following is|got"
            + @"|received"
            + @"|read|saw|see|check|found|so|this|from|on) )?(?:(?:an?|the|this|that|his|her|their|some|one"
            + @"|(?:(?:my|our|the) )?[\p{L} ]{1,30}['’]s) )?(?:\p{L}+ ){0,3}?" + Papers
            + @"\b(?! (?:address|number|is|me|routine))[^:.!?\n]{0,60}:(?!\s*\S+@)"),
        Rest(@"(?<!\b(?:I|we|you|doctor|GP|dentist|nurse|consultant|optician)(?: always| once| just)? )\b(?:says|said"
            + @"|wrote|writes|reads|goes|texted|asked|posted|tweeted|commented|replied|emailed|messaged|asks|sings|sang"
            + @"|states|claims)(?: (?:this|that|to me|me|back|(?:in|on|under) \w+(?: \w+)?))?:"),
        Rest(@"\b(?:sent|wrote|posted|texted|emailed|forwarded|messaged|shared|got|received|found|read|saw|left)"
            + @"(?: (?:me|us|him|her|them|it))?(?: (?:this|these|that|the following|back))(?: \w+){0,3}:"),
        Rest(@"\b(?:on|from) (?:reddit|twitter|tiktok|facebook|quora|linkedin|instagram|tinder|bumble|youtube|hinge"
            + @"|the (?:internet|subreddit|forum)|a forum|r/\w+)\b[^.!?:\n]{0,30}:"),
        Rest(@"^[ \t]*(?:From|Subject|Sent|Cc|Bcc|Fwd?|To): [^\n]*", RegexOptions.Multiline),
        Letter(@"^\s*(?:Dear (?!(?:AI|assistant|chat\w*|bot|Claude|GPT)\b)[^,\n.]{2,40},|To whom it may concern\b"
            + @"|(?:Hi|Hello) (?:team|everyone|everybody|folks),)", RegexOptions.Multiline),
        Rest(@"^[ \t]*(?<who>\p{L}[\p{L} ]{0,14}):[^\n]*\n(?:[^\n]*\n){0,6}?[ \t]*\k<who>: ", RegexOptions.Multiline),
        Before(@"(?:^|[.!?\n]\s*)(?:is|does|how does) this(?: sentence| text| e-?mail| paragraph)? (?:correct"
            + @"|grammatical\w*|sound|read|natural)\b|\bsounds? natural\b"
            + @"|(?:^|[.!?\n]\s*)(?:summary|translation|corrections?|proofreading)(?: please| pls)?\W*$|<-+|\^\^+|↑"
            + @"|(?<=[.!?\n\W] *)(?:that|this|the above|it)(?:['’]s| is| was| came| comes)(?: all)? (?:from|off) (?:an?"
            + @"|the|my \w+['’]s|his|her|their|some|one of)(?: \w+){0,3} (?:template|book|novel|ad|advert|website|page"
            + @"|form|film|movie|show|series|song|post|e-?mail|letter|script|story|listing|cv|resume|podcast|forum"
            + @"|thread|textbook|worksheet|exam|job description|posting|magazine|brochure)\b"
            + @"|(?<=[.!?\n\W] *)(?:that|this|it)(?:['’]s| is) from (?:an?|the) (?:template|book|novel|ad|advert"
            + @"|website"
            + @"|film|movie|song|post|cv|script|textbook|job ad|listing)\b"),

        // What is to be written down.
        Dictated(Bids + @"(?:write|draft|compose|make|create|design|prepare|do|put together)\b(?: (?:me|us|up))?"
            + @" [^.!?:\n]{0,80}?\b" + Written + @"[^.!?:\n]{0,60}:"),
        Dictated(Bids + @"(?:write|draft|compose)\b(?: (?:me|us|up))? (?:an?|the|some|my|this)\b[^.!?:\n]{0,80}:"),
        Part(Bids + @"(?:tell|ask|let|inform|remind|text|e-?mail) (?:my|the|him|her|them) (?:[\w-]+ ){0,2}?(?:that "
            + @"|know )?"
            + @"(?:I|we|my|our)\b[^.!?\n]*"),
        Part(@"(?<=\b" + Written + @"[^.!?:\n]{0,60}?\b)(?:saying|that says|which says|to say|telling|stating"
            + @"|explaining"
            + @"|claiming|pretending|where I)\b[^.!?\n]*"),
    ];

    // Who is asked as a professional is told about the one who asks.
    private const string Helpers = @"(?:expert|experienced|professional|helpful|senior|certified|qualified|friendly"
        + @"|world-class|personal|dietitian|dietician|nutritionist|doctor|physio\w*|trainer|coach|tutor|teacher"
        + @"|therapist|lawyer|solicitor|accountant|advis[eo]r|consultant|assistant|planner|editor|mentor|stylist"
        + @"|translator|career|financial|fitness|travel)";

    // The work on a text: on what is quoted, on what follows, or, where it is only pointed at, on what stands before.
    private static Regex Work { get; } = Patterns.New(
        Bids + @"(?:(?<inline>translate|proof-?read|summari[sz]e|paraphrase|rephrase|reword|transcribe|correct (?:this"
            + @"|my|the|it|any)|spell-?check|grammar[- ]check|(?:fix|check) (?:the|my|any) (?:grammar|spelling|english"
            + @"|punctuation|typos|sentence)|tl;?dr)"
            + @"\b(?<bare>(?: (?:this|it|that|the above|please|pls|for me|all|(?:in)?to \p{L}+|in \p{L}+))*\W*(?:$"
            + @"|\n))?"
        + @"|(?:rewrite|re-write|shorten|tighten|condense|polish|edit|simplify|critique|grade|mark|review|expand"
            + @"|redraft|clean up|tidy|improve|fix|finish|continue|complete) (?:(?:up )?(?:this|these|the following"
            + @"|the below)(?! (?:recipe|plan|menu|list|schedule|workout|code|function)\b)|my (?:text|e-?mail|letter"
            + @"|paragraph|essay|cv|resume|message|draft|bio|profile|post))\b"
        + @"|make (?:this|it) (?:sound|read|more|less|shorter|longer|\w*formal|friendlier|polite|better|nicer"
        + @"|rhyme)\b)",
        Options);

    // Where the clause before a place begins.
    private static Regex Clause { get; } = new(
        @"(?:[.!?;:,)\n–—]|\s-)\s|\b(?:and|so|but)\s", Options | RegexOptions.RightToLeft, Patterns.Longest);

    // Where one can be reached, and what lets guests in.
    private static Regex Details { get; } = Patterns.New(
        @"\b(?:my|our|the) (?:\p{L}+[- ]){0,2}?(?:password|passcode|code|pin|address|number|e-?mail|phone|mobile|abn)\b"
            + @"[^.!?\n]*", Options);

    private static Regex LetterEnd { get; } = Patterns.New(
        @"<-|\b(?:regards|sincerely|yours (?:truly|faithfully)|best wishes|cheers|respectfully|many thanks),?\s*\n?"
            + @"[^\n]{0,40}(?:\n|$)", Options);

    private static Marker Rest(string pattern, RegexOptions more = RegexOptions.None) =>
        new(Reach.Rest, Patterns.New(pattern, Options | more));

    private static Marker Part(string pattern) => new(Reach.Sentence, Patterns.New(pattern, Options));

    private static Marker Turn(string pattern) => new(Reach.Turn, Patterns.New(pattern, Options));

    private static Marker Before(string pattern) => new(Reach.Before, Patterns.New(pattern, Options));

    private static Marker Letter(string pattern, RegexOptions more) =>
        new(Reach.Letter, Patterns.New(pattern, Options | more));

    private static Marker Dictated(string pattern) => new(Reach.Dictated, Patterns.New(pattern, Options));
}
