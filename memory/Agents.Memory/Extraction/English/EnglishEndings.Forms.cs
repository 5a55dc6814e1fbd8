using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>The forms in which English says that something is over.</summary>
internal static partial class EnglishEndings
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Adverbs = @"(?:(?:just|finally|now|already|since|also|even|then|both|all|well and truly"
        + @"|at last|at long last|long since|as good as|pretty much|(?!famil)\p{L}{2,}ly) )*";

    private const string Fillers = @"^\W*(?:(?:so|and|but|ok|okay|well|update|news|good news|bad news|yes|yep|no"
        + @"|anyway|honestly|sadly|sad news|unfortunately|finally|luckily|yesterday|today|poor"
        + @"|(?:it )?turns out(?: that)?"
        + @"|in the end|(?:as of|since) \w+|last \w+|this \w+)[,:]? )*";

    // Who ends it: said, or left out ("Cancelled FitBarn", "and gave up the garage").
    private const string I = @"\b(?:I|we)(?:['’](?:ve|d|m|re)| have(?! to)| had(?! to)| am| are| was| were)?"
        + @"(?: (?:had to|(?:have|['’]ve) had to|decided to|chose to|managed to|ended up|went and|up and|got))? ";

    // "Tilda gave her cat away", "my son's grown out of the egg allergy".
    private static readonly string Person = @"(?:" + Fillers + @"|\b(?:and|but|so|that|because|since) )(?<s>(?-i:"
        + @"(?:[Mm]y|[Oo]ur) (?:\p{Ll}+ ){0,2}?" + EnglishLexicon.Kin + @"(?: \p{Lu}\p{L}+)?|[Tt]he (?:kids?|baby"
        + @"|boys?|girls?|twins|wife"
        + @"|husband|missus|wee one|little one)|(?!(?:I|We|He|She|It|They|You|This|That|There|My|Our|The|What|And|But"
        + @"|So"
        + @"|Not|No|Just|Finally|All|Both|Work|Someone|Somebody|Thieves|Everyone|Nobody|Whoever|People|Poor|Still|Now"
        + @"|Also|Then|Back|Off|Day|New|Old|Last|Next|Today|Yesterday|Since|After|Before|Because)\b)"
        + @"\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?))";

    private static readonly string Someone = Person
        + @"(?:['’]s| has| had| is| have)?(?: (?:had to|decided to|got|ended up|went and))? ";

    private static readonly string Who = "(?:" + I + "|" + Fillers + @"|\b(?:and|so|but|then|after|since) "
        + @"|" + Someone + ")"
        + Adverbs;

    private const string Determiner = @"(?:(?:my|our|the|all|a|an|any|that|those|these|his|her|their|of|old|every last"
        + @"|both|most|being|the whole)\b ?)*";

    private const string Thing = Determiner + @"(?<v>[\p{L}\p{N}][^,;:!?()]{0,60}?)";

    private const string End = @"(?= any ?more| any longer| at all| after all| at the moment| for good| for now| now\b"
        + @"| today\b| tonight\b| yesterday\b| over the| last | this | next | in (?:the (?:end|summer|winter|spring"
        + @"|autumn|new year)|january|february|march|april|may|june|july|august"
        + @"|september|october|november|december|spring|summer|autumn|winter|\d)| on (?:mon|tues|wednes|thurs|fri|satur"
        + @"|sun)day| because| since| and\b| but\b| so\b| as\b| to\b| when\b| after\b| before\b| until\b| while\b"
        + @"| instead| altogether| entirely| completely| for (?!the )| with it\b| too\b| either\b| again\b| already\b"
        + @"| weeks?| ages ago| recently| lately| \w+ (?:weeks?|months?|days|years?) ago| at (?:christmas|easter"
        + @"|new year"
        + @"|the (?:start|end|weekend))| off (?:me|us)\b| back in\b| [-–—] |\s*[,;:!?()]"
        + @"|(?<!\b(?:Dr|Mr|Mrs|Ms|St))\s*\.(?!\d)|\s*$)";

    private const string Anymore = @"(?= any ?more| any longer| after all| at the moment| these days| nowadays| now\b"
        + @"| currently| at present)";

    // We gave the goat away, let the contract lapse, had Juno put down.
    private static Regex Apart { get; } = Patterns.New(
        Who + @"(?:gave|give|given|gives|giving|let|letting|put|putting|sent|send|took|take|taken|handed|hand|turned"
            + @"|called|call|threw|throw|thrown|broke|had|got|shut|switched|cut|packed|pack|jacked|jack|chucked"
            + @"|chuck|traded|trade|wrote|ripped|rip|tore|tear|dug|pulled|knocked|passed|signed|sold|sell|phased|laid) "
            + @"(?!to )" + Thing
            + @"(?: (?:put|to be put|being put))? (?:away|back(?= to|\W*$|[,.;:!?()]| yesterday| last| today| now"
            + @"| already"
            + @"| in| on| at)|(?<!(?:put|got|had|send|sent|took|take|rip|tear|pull|dug|sign|pass)\w* .*)to "
            + @"(?:my|a|an|the|our|his|her|someone|somebody|charity|(?-i:\p{Lu}))"
            + @"|go\b|lapse|expire|run out|down\b|to sleep|off\b(?! \w+ing)|out\b(?= (?:of|last|on|yesterday|for good"
            + @"|in)|\W*$|[,.;:!?])|up for adoption|in\b(?=\W*$|[,.;:!?]| after| because| last| when)|on the head"
            + @"|to rest"
            + @"|removed|disconnected|cut off|taken (?:out|off|away|down)|adopted|rehomed|stolen|cancelled|annulled"
            + @"|towed"
            + @"|scrapped|over to)",
        Options);

    private static Regex Without { get; } = Patterns.New(
        @"\b(?:I|we|he|she|they)(?:['’]ve| have| am|['’]m| are|['’]re)? no longer (?:have|own|need|use|keep|do"
            + @"|play|go to|take|work (?:at|for|as)|live (?:in|at|with)|rent|drive|see|subscribe to|eat|drink|smoke"
            + @"|practi[sc]e|attend|train(?: for| with)?|run|teach|study(?: at)?|like|love|in|on|at|with|a member of"
            + @"|part of|married to|dating|seeing|using|working (?:at|for|as)|living (?:in|at|with)|renting|sharing"
            + @"|share"
            + @"|pay for|go|wear|visit|volunteer(?: at)?|get|receive|care for|look after|believe in|sing(?: in)?"
            + @"|enrolled (?:at|in)|on speaking terms with|training for|allergic to|the|an?"
            + @"|(?=\p{L}+\W*$)) " + Thing + End,
        Options);

    // I'm not on there any more. We don't have a cleaner now. I don't do pottery these days.
    private static Regex NotAnyMore { get; } = Patterns.New(
        "(?:" + Person + @"|\b(?:I|we))(?:(?:['’]m| am|['’]re| are|['’]s| is| was)(?: not|n['’]t| never| no longer)"
            + @"(?: really| even| actually)?(?: an?)?|(?: do| does| did|['’]ve| have| has| can| wo)?(?: not|n['’]t"
            + @"| never"
            + @"| no longer)(?: really| even| actually)?(?: have(?: to)?| own| need| use| keep| do"
            + @"| play| go(?: to)?| take| work (?:at|for|as)| live (?:in|at|with)| rent| drive| see| subscribe to| eat"
            + @"| drink| smoke| attend| run| teach| got| get| share| pay for| wear| bother with| train for| sing in"
            + @"| volunteer at| practi[sc]e| watch| read| study| speak to| talk to| meet| visit| belong to)) "
            + @"(?:in |on |at |with |part of |a member of |allergic to |into )?" + Thing + Anymore,
        Options);

    // I don't swim any more; I no longer bite my nails; she's stopped.
    private static Regex NoLongerDo { get; } = Patterns.New(
        "(?:" + Person + @"|\b(?:I|we))(?:['’]ve| have| do| does| can)?(?:(?: not|n['’]t| never)(?: really| even"
            + @"| actually| do)? (?<v>(?!have\b|own\b|need\b|use\b|want\b|know\b|think\b|care\b|mind\b|see\b"
            + @"|remember\b)"
            + @"\p{L}+(?: [^,;:!?()]{1,40}?)?)(?= any ?more| any longer| these days| nowadays)"
            + @"| no longer (?<v>(?!have\b|own\b|need\b|use\b|want\b)\p{L}+(?: [^,;:!?()]{1,40}?)?)" + End + ")",
        Options);

    private static Regex Lost { get; } = Patterns.New(
        @"\b(?:last|final) (?:day|session|lesson|appointment|class|shift|rehearsal|visit) (?:at|with|as|of) " + Thing
            + End + @"|\b(?:it['’]s|it is|it was|that['’]s)(?: me)? (?:all |finally )?(?:over|finished|done|the end"
            + @"|it|that)"
            + @" (?:with|between me and|for|of) " + Thing + End
            + @"|\b(?:goodbye|bye bye|farewell|so long|RIP),? (?:to )?" + Thing + End
            + @"|\b(?:today|yesterday|friday|that) was (?:my |our )?(?<v>last day)\b",
        Options);

    // Switched from Vodafone to Telia. Swapped the car for a bike. Ann took over from Bob.
    private static Regex Replaced { get; } = Patterns.New(
        @"\b(?:switched|switching|changed|moved|went|migrated|transferred|crossed over"
            + @"|converted)\b[^,;:!?()]{0,40}? from "
            + Thing + @"(?= to\b)"
            + @"|\b(?:swapped|replaced|exchanged|traded(?: in)?|ditched|left|dropped) " + Thing
            + @"(?= (?:for|with|by)\b)|\bupgraded (?:from )?" + Thing + @"(?= to\b)"
            + @"|\b(?:switched|moved|went|turned) away from " + Thing + End
            + @"|\b(?:bought|has taken|took) (?:my|our|the) (?<v>\p{L}[^,;:!?()]{0,40}?)(?= (?:off|from) (?:me|us)\b)"
            + @"|\bbought (?<v>(?-i:\p{Lu})[^,;:!?()]{0,40}?)(?= (?:off|from) (?:me|us)\b)"
            + @"|\btook over from " + Thing + End + @"|\binstead of (?:my |our )" + Thing + End
            + @"|\bchanged (?<v>jobs)\b"
            + @"|(?:^\W*|\b(?:and|but) )(?:the |my )?(?<v>\p{L}[\p{L}'’-]*(?: \p{L}+)?) (?:is|was) the one"
            + @" (?:that |which )?(?:I|we)(?:['’]ve)?"
            + @" (?:dropped|cancelled|canceled|sold|quit|gave up|left|lost|ditched|returned|stopped|binned)\b",
        Options);

    private static Regex Parted { get; } = Patterns.New(
        @"(?:(?<v>\p{Lu}[\p{L}'’-]+)|[Mm]y (?<v>\p{Ll}+)) and (?:I|me)\b" + PartedTail
            + @"|\b(?:[Mm]e|I) and (?<v>\p{Lu}[\p{L}'’-]+)\b" + PartedTail,
        RegexOptions.CultureInvariant);

    private const string PartedTail = @"(?: have| are| were|['’]ve|['’]re| just| now| got| finally| decided to|"
        + @" agreed to| had)*"
        + @" (?:split(?! (?:the|a|our|up the))|broke|broken|break|over\b|done\b(?! with)|parted|part\b"
        + @"|no longer together|separated|separate|divorced"
        + @"|getting divorced|finished|called it (?:off|quits|a day)|aren['’]t together|are not together|not together"
        + @"|aren['’]t (?:a couple|an item|seeing|dating|speaking|friends)|no longer (?:a couple|friends|an item)"
        + @"|went our separate ways|ended (?:it|things)|don['’]t (?:see each other|speak|talk|live together))";

    // She dumped me. Tom broke it off.
    private static Regex Broken { get; } = Patterns.New(
        @"(?:^\W*(?:(?:and|but|so),? )*|\bthat )(?:my )?(?<v>(?:(?:Dr|Mrs?|Ms)\.? )?\p{L}[\p{L}'’-]+) (?:has "
            + @"|just |finally )*(?:dumped me|left me|discharged me|signed me off|gave me the all-clear|broke"
            + @" (?:it|things) off|broke up with me|ended (?:it|things)|walked out|divorced me|moved out|ghosted"
            + @" me|called off"
            + @" (?:the|our) (?:wedding|engagement)|isn['’]t (?:my|our) \w+ any ?more|is no longer (?:my|our) \w+)",
        Options);

    private static Regex Unemployed { get; } = Patterns.New(
        @"\bI(?:['’]ve)? (?:just |finally )?(?<v>resigned)\b(?! from)|\bI(?:['’]ve)? (?:just |finally "
            + @"|\w+ly )?(?<v>quit)(?=\W*$"
            + @"| (?:yesterday|today|last|on (?:mon|tues|wednes|thurs|fri)day)\b)"
            + @"|\bI(?:['’]ve)? (?:was|got|been|have been|just got) (?:just )?(?<v>fired|laid off|made redundant"
            + @"|let go|sacked|the sack|the boot)\b"
            + @"|\bthey(?:['’]ve| have)?(?: all)? (?<v>fired me|sacked me|laid me off|dropped me|let me go|let us go"
            + @"|made me redundant)\b"
            + @"|^\W*(?:my |the )?(?<v>redundancy) (?:came through|is final)"
            + @"|\b(?:handed|put|gave|given|putting|handing) (?:in my|my) (?<v>notice|resignation)\b"
            + @"|\bgot the (?<v>sack)\b|\bgave (?:in )?my (?<v>notice)\b|\bmy (?<v>notice) (?:is|['’]s) in\b"
            + @"|\b(?:lost|quit|left|chucked in|packed in|jacked in) my (?<v>job)\b|\bout of (?:a )?(?<v>job|work)\b"
            + @"|\bwe(?:['’]ve| have)?(?: just| finally| got| recently| \w+ly)* (?<v>broke up|broken up|split(?: up)?"
            + @"|separated|divorced|parted ways|called it (?:a day|quits|off)|went our separate ways)\b(?! (?:the|it"
            + @"|our))"
            + @"|\b(?:I['’]m|I am) (?:now |back to being |newly |currently )?(?<v>single|unemployed|between jobs"
            + @"|retired)\b"
            + @"|\bI(?:['’]ve)? (?:just |finally )?(?<v>retired)\b(?! (?:from|as))"
            + @"|(?:^\W*|\b(?:and|but|so) )(?<v>\p{L}[\p{L}'’&.-]+(?: (?:& )?\p{L}[\p{L}'’&.-]+)?) (?:has |have |just"
            + @" )*(?:let me go|fired me|laid me off|sacked me|made me redundant|dropped me)\b"
            + @"|\bI(?:['’]ve)? (?:just |finally )?(?<v>graduated)\b|\b(?:finished|completed|quit|left) (?:my"
            + @" )?(?<v>degree|uni|university|college)\b",
        Options);

    // No more night shift for me. We have no nanny any more. There is no garage now.
    private static Regex NoMore { get; } = Patterns.New(
        @"\bno more " + Thing + End
            + @"|\b(?:I|we)(?:['’]ve| have)(?: got)? no " + Thing + End
            + @"|\b(?:there['’]s|there is|with) no " + Thing + @"(?= any ?more| any longer| now\b|\W*$)"
            + @"|\b(?:I['’]m|I am|we['’]re|we are) (?:now |currently )?without " + Thing + End
            + @"|\b(?<v>it)(?: was|['’]s| is)(?: just| only| all)* a (?:false alarm|mix-up|misdiagnosis|mistake)\b"
            + @"|\b(?:nobody|no one) (?:lives in|uses|rents) " + Thing + End
            + @"|\b(?:someone|somebody) else(?:['’]s| is| has)(?: now)?(?: doing| taken over as| taken on| running)? "
            + Thing + End,
        Options);

    // The doctor took me off the pills; three months off the fags.
    private static Regex OffIt { get; } = Patterns.New(
        @"\b(?:took|taken|taking|weaned|weaning) (?:me|him|her|us) off (?:the )?" + Thing + End
            + @"|\b(?:days|weeks|months|years|a (?:day|week|month|year)) (?:now )?(?:off|without|clean of"
            + @"|free of) (?:the )?"
            + Thing + End,
        Options);

    // I eat meat again; she can have milk now.
    private static Regex EatsAgain { get; } = Patterns.New(
        @"\b(?:I|we)(?:['’]m| am|['’]re| are|['’]ve| have)? (?:(?:now |just |also |recently |finally )*"
            + @"(?:eat(?:ing)?|eaten"
            + @"|drink(?:ing)?|having?) (?<eats>\p{L}+)(?= again| now\b| these days)|(?:just |recently |have"
                + @" )*(?:started"
            + @"|begun|began|went back to|gone back to) (?:eating|to eat) (?<eats>\p{L}+)(?= again|\W*$))",
        Options);

    private static Regex Allowed { get; } = Patterns.New(
        "(?:" + Someone + @"|\b(?:I|we) )(?:can|may|is allowed to|am allowed to)(?: finally| now| safely)? (?:eat"
            + @"|have|drink)"
            + @" (?:any )?(?<v>\p{L}+)(?= again| now\b| fine\b| safely\b)",
        Options);

    // I haven't had migraines since spring.
    private static Regex Unused { get; } = Patterns.New(
        @"\b(?:I|we)? ?(?:haven['’]t|have not|hasn['’]t|not) (?:had|used|touched|smoked|eaten|drunk|played|been"
            + @" to|worn|seen"
            + @"|needed|taken|watched|driven|done|set foot in) (?:any |a single |one )?" + Thing
            + @"(?= since| in (?:weeks|months|years|ages)| for (?:weeks|months|years|ages))",
        Options);

    // A fox got all the hens; a dentist bought it.
    private static Regex Taken { get; } = Patterns.New(
        @"(?:^\W*|\b(?:and|but|so|because) )(?!I\b|we\b)(?:(?:a|an|some|the|our|my|\p{L}+) )?\p{L}+"
            + @"(?:['’](?:ve|s))?(?: (?:got in|broke in|came)[^,;:!?()]{0,30}? and)? (?:has |have |finally |just )*"
            + @"(?:got|took|stole|nicked|pinched|killed|ate|destroyed|wrecked|ruined|bought|towed|repossessed"
            + @"|confiscated|revoked|swapped|replaced|changed|cancelled|withdrew|scrapped|closed|shut|terminated"
            + @"|ended|cut(?: off)?|took away"
            + @"|took back|disconnected|stopped|pulled|axed|discontinued) (?:(?:all|every last|every single|off|both"
            + @"|most"
            + @"|of|my|our|the|that) )*(?<v>[\p{L}\p{N}][^,;:!?()]{0,40}?)" + End,
        Options);

    // Nobody is pregnant any more who had the baby.
    private static Regex Born { get; } = Patterns.New(
        @"(?:\b(?:I|we)(?:['’]ve| have)? |^\W*)(?:just |finally )?(?<v>had (?:the|our|my) (?:baby|twins)|gave birth"
            + @"|given birth"
            + @"|had (?:a|our) (?:little |baby )?(?:boy|girl|son|daughter))\b|\b(?<v>(?:the|our|my) (?:baby"
            + @"|twins)(?:['’]s| is"
            + @"| are| was| were| has| have)? (?:here|born|arrived|came)|baby \p{L}+ (?:is|was|['’]s) (?:born|here"
            + @"|\w+ (?:days|weeks|months)))\b",
        Options);

    // My ankle isn't broken any more; the cast is off.
    private static Regex Sound { get; } = Patterns.New(
        @"\b(?:my|the) (?<v>\p{L}+) (?:isn['’]t|is no longer|is not|doesn['’]t|no longer)(?: even| really)? (?:broken"
            + @"|sore"
            + @"|swollen|sprained|bad|inflamed|torn|hurts?|hurting|aches?|aching|play(?:s|ing)? up|bother(?:s"
            + @"|ing)? me|trouble me)"
            + @"(?: me)?(?: any ?more| any longer| now|(?<=no longer .*))", Options);

    private static Regex Healed { get; } = Patterns.New(
        @"\b(?:healed(?: up)?|cured|cleared up|in remission|recovered from|got over)$", Options);

    // What was named just before, for which "it" may stand.
    private static Regex Named { get; } = Patterns.New(
        @"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]n?|[Tt]hat)\s+(?<v>\p{L}[\p{L}'’-]*(?: (?!is\b|are\b|was\b|has\b|had\b"
            + @"|got\b|and\b|but\b"
            + @"|so\b|in\b|on\b|at\b|for\b|with\b|to\b|from\b|of\b|that\b|which\b|who\b)\p{L}[\p{L}'’-]*){0,2})"
            + @"|(?<![.!?] |^)\b(?<v>\p{Lu}[\p{L}'’-]{2,}(?: \p{Lu}[\p{L}'’-]+)*)|^\W*(?<v>\p{Lu}\p{L}{3,})(?="
            + @" (?:is|was|got|has|cost)\b|['’]s\b)",
        RegexOptions.CultureInvariant);

    private static (string Slot, Regex Pattern)[] Forms { get; } =
    [
        .. Verbs.Select(verb => (verb.Slot, Patterns.New(Who + OneOf(verb.Words)
            + @"\b(?: my (?:job|place|membership|subscription|account|contract)s? (?:at|with|in|of"
            + @"|for))? " + Thing + End,
            Options))),
        .. Ends.Select(end => (end.Slot, Patterns.New(
            "(?:" + Fillers + @"|[:;–—] ?|\b(?:and|but|so|because|since|now|now that) )(?:(?:my|our|the|that|all|poor"
                + @"|old)\b )*"
            + @"(?<v>(?!(?:I|we|you|there)\b)[\p{L}\p{N}][^,;:!?()]{0,40}?)(?:['’]s|['’]re| is| are| has| have| was"
            + @"| were"
            + @"| got| had| will be)* (?:been )?" + Adverbs + OneOf(end.Words) + @"(?!\p{L})", Options))),
        ("any", Apart), ("any", Without), ("any", NotAnyMore), ("habit", NoLongerDo), ("any", Lost),
        ("owns", Replaced), ("any", Parted), ("any", Broken), ("any", Unemployed), ("any", NoMore),
        ("medication", OffIt), ("allergy", Allowed), ("any", Unused), ("any", Taken), ("diet", EatsAgain),
        ("condition", Sound), ("birth", Born),
    ];
}
