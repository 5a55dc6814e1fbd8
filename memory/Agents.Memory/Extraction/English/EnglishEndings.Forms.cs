using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>The forms in which English says that something is over.</summary>
internal static partial class EnglishEndings
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Adverbs = @"(?:just |finally |now |already |since |also |recently |officially |sadly "
        + @"|eventually"
        + @" |actually |then |even |completely |simply |only |at last )*";

    // Who ends it: said, or left out ("Cancelled FitBarn", "and gave up the garage").
    private const string Who = @"(?:\b(?:I|we)(?:['’](?:ve|d|m|re)| have(?! to)| had(?! to)| am| are)?"
        + @"(?: (?:had to|have to|decided to|chose to|managed to|am going to|going to|will))? |^\W*(?:(?:so|and"
        + @"|but|ok|well"
        + @"|update|news)[,:]? )*|\b(?:and|so|but|then) )" + Adverbs;

    private const string Determiner = @"(?:(?:my|our|the|all|a|an|any|that|those|these|his|her|of|old)\b ?)*";

    private const string Thing = Determiner + @"(?<v>[\p{L}\p{N}][^,;:!?()]{0,60}?)";

    private const string End = @"(?= any ?more| any longer| at all| after all| at the moment| for good| for now| now\b"
        + @"| today\b| yesterday\b| over the| last | this | in (?:the end|january|february|march|april|may|june"
        + @"|july|august"
        + @"|september|october|november|december|\d)| on (?:mon|tues|wednes|thurs|fri|satur|sun)day| because|"
        + @" since| and\b"
        + @"| but\b| so\b| as\b| to\b| when\b| after\b| before\b| while\b| instead| altogether| entirely|"
        + @" completely| for (?!the"
        + @" )| with it\b| too\b| either\b| again\b| already\b| weeks?| \w+ (?:weeks?|months?|days|years?) ago"
        + @"|\s*[,;:!?()]"
        + @"|(?<!\b(?:Dr|Mr|Mrs|Ms|St))\s*\.(?!\d)|\s*$)";

    // I cancelled the gym. Deleted Instagram. We got rid of it.
    private static Regex Stopped { get; } = Patterns.New(
        Who + @"(?:got(?:ten)? rid of|getting rid of|gave up(?: on)?|given up(?: on)?|giving up(?: on)?|quit"
            + @"|quitting|left"
            + @"|leaving|sold|selling|cancell?ed|cancell?ing|unsubscribed from|dropped(?: out of)?|resigned"
            + @" (?:from|as)|graduated"
            + @" from|finished(?: with)?|returned|lost|stopped(?: (?:going to|doing|taking|playing|seeing|using|having"
            + @"|paying for|wearing|attending|renting|training for|working (?:at|for)))?|ended|closed|ditched"
            + @"|split (?:up"
            + @" )?with|broke up with|broken up with|broke (?:it |things )?off with|ended (?:it|things) with|divorced"
            + @"|separated from|moved (?:out of|away from|on from)|retired (?:from|as)|shut (?:down|off)|scrapped|threw"
            + @" (?:out|away)|donated|dumped|didn['’]t renew|did not renew|haven['’]t renewed|won['’]t renew"
            + @"|won['’]t be"
            + @" renewing|not renewing|packed in|pulled out of|withdrew from|withdrawn from|stepped down (?:from"
            + @"|as)|stood"
            + @" down (?:from|as)|backed out of|bailed on|opted out of|deleted|uninstalled|deactivated|terminated"
            + @"|abandoned"
            + @"|binned|chucked(?: out)?|traded in|trade in|swapped|handed back|handed over|handed in|gave back"
            + @"|given back"
            + @"|sent back|took back|parted with|parted ways with|said goodbye to|say goodbye to|done with|through with"
            + @"|finished with|off(?= (?:the|my) )|came off|come off|swore off|sworn off|kicked|rehomed|re-homed"
            + @"|buried|called off"
            + @"|wrote off|written off|totalled|totaled|crashed|switched off|cut off|disconnected|grew out of|outgrown"
            + @"|outgrew|recovered from|got over|gotten over|beat(?:en)?|checked out of|moved off|logged out of"
            + @"|left behind"
            + @"|let go of|turned down|wound up|sold off|gave notice (?:at|on)|given notice (?:at|on)|flunked out"
            + @" of|failed"
            + @" out of|kicked out of|thrown out of|no longer need|over(?= my )|shaved off|taken off|took off"
            + @"|weaned off|shaved|unplugged|dismantled|disbanded|pulled the plug on)\b(?: my (?:job|place|membership"
            + @"|subscription|account|contract)s? (?:at|with|in|of|for))? " + Thing + End,
        Options);

    // We gave the goat away, let the contract lapse, had Juno put down.
    private static Regex Apart { get; } = Patterns.New(
        Who + @"(?:gave|give|given|gives|let|letting|put|sent|send|took|take|handed|turned|called|threw|broke|had"
            + @"|have|got|shut"
            + @"|switched|cut|packed|traded|wrote) (?!to )" + Thing
            + @"(?: (?:put|to be put|being put))? (?:away|back(?= to|\W*$| yesterday| last| today| now| already)"
            + @"|to (?:my|a|an|the|our|his|her|someone|somebody|charity|(?-i:\p{Lu}))(?<!(?:put|got|have|had|send"
            + @"|sent|took|take) .*)|go\b|lapse|expire|run out|down\b|to sleep|off\b(?! \w+ing)|out\b"
            + @"(?= (?:of|last|on|yesterday|for good)|\W*$)|up for adoption|in\b(?=\W*$)|removed|disconnected|cut"
            + @" off|taken"
            + @" (?:out|off|away)|adopted|rehomed|stolen|cancelled|annulled|towed|scrapped)",
        Options);

    private static Regex Without { get; } = Patterns.New(
        @"\b(?:I|we|he|she|they)(?:['’]ve| have| am|['’]m| are|['’]re)? no longer (?:have|own|need|use|keep|do"
            + @"|play|go to"
            + @"|take|work (?:at|for|as)|live (?:in|at|with)|rent|drive|see|subscribe to|eat|drink|smoke"
            + @"|practi[sc]e|attend"
            + @"|train(?: for| with)?|run|teach|study(?: at)?|like|love|in|on|at|with|a member of|part of|married"
            + @" to|dating"
            + @"|seeing|using|working (?:at|for|as)|living (?:in|at|with)|renting|sharing|share|pay for|go|wear"
            + @"|visit|volunteer"
            + @"(?: at)?|get|receive|care for|look after|believe in|sing(?: in)?|enrolled (?:at|in)|on speaking"
            + @" terms with"
            + @"|training for|the|an?) " + Thing + End,
        Options);

    // I'm not on there any more. We don't have a cleaner now. I don't do pottery these days.
    private static Regex NotAnyMore { get; } = Patterns.New(
        @"\b(?:I|we)(?:['’]m| am|['’]re| are| do| did|['’]ve| have| can| wo| could)?(?: not|n['’]t| never| no longer)"
            + @"(?: really| even| actually)?(?: have(?: to)?| own| need| use| keep| do| play| go(?: to)?| take|"
            + @" work (?:at|for|as)"
            + @"| live (?:in|at|with)| rent| drive| see| subscribe to| eat| drink| smoke| attend| run| teach| got"
            + @"| get| share"
            + @"| pay for| wear| bother with| train for| sing in| volunteer at| practi[sc]e| bite| swim| cycle|"
            + @" read| watch"
            + @"| study| speak to| talk to| meet| visit)? (?:in |on |at |with |part of |a member of |allergic to )?"
            + Thing + @"(?= any ?more| any longer| after all| at the moment| these days| now\b| currently| at present)",
        Options);

    // The gym membership has expired. Luna died. My back has healed. It's over with Tom.
    private static Regex IsOver { get; } = Patterns.New(
        @"(?:^\W*(?:(?:it )?turns out (?:that )?|so |well,? |sadly,? |unfortunately,? |finally,? |luckily,? "
            + @"|yesterday,? )*"
            + @"|[:;–—] ?|\b(?:and|but|so|because|since) )(?:(?:my|our|the|that"
            + @"|all)\b )*(?<v>(?!(?:I|we|you)\b)[\p{L}\p{N}][^,;:!?()]{0,40}?)"
            + @"(?:['’]s|['’]re| is| are| has| have| was| were| got| had| will be)*"
            + @" (?:(?:just|now|finally|completely|all|fully|well and truly|been|already|also|officially|suddenly|sadly"
            + @"|both|as good as|pretty much) )*"
            + @"(?:gone\b(?! \w+ing)|over\b(?! \w)|over and done|history|no more|dead|died|passed away|passed on"
            + @"|didn['’]t make it"
            + @"|didn['’]t pull through|slipped away|crossed the rainbow bridge"
            + @"|expired"
            + @"|lapsed|ended|finished\b(?! \w)|done\b(?! \w)|dusted|closed(?: down)?|shut(?: down)?|went"
            + @" (?:under|bust|missing"
            + @"|bankrupt)|folded|healed|retired|cancell?ed|called off|sold\b|scrapped|discontinued|disbanded|dissolved"
            + @"|moved (?:out|away|on|back|abroad|(?:in)?to (?:an?|his|her|their|the)\b)|run out|ran out|ran"
            + @" (?:away|off)|cured|cleared up|cleared|come off|came off"
            + @"|fell (?:through|apart)|fallen through|broke down for good|came to an end|wound up|cut off|stolen"
            + @"|knocked down"
            + @"|flew (?:away|off|out)|went (?:back )?to (?:live|my|a new|another|her|his|their)|gone to (?:live|my|a"
            + @"|her|his)|went"
            + @" back to|left (?:for (?:another|a new|good)|us\b|me\b|the (?:company|firm|team|clinic|practice"
            + @"|country))"
            + @"|found (?:his|her|their|an?) (?:own|new|other|another|forever) (?:place|flat|home|job|room"
            + @"|apartment)|put"
            + @" down|put to"
            + @" sleep|demolished|torn down|given away|written off|totalled|binned|disconnected|replaced|terminated"
            + @"|withdrawn|revoked|not happening|off the table|isn['’]t happening|won['’]t happen|didn['’]t"
            + @" happen|isn['’]t going ahead|in remission|behind (?:me|us)|out of the picture"
            + @"|a thing of the past|(?:just |only )?a (?:false alarm|mix-up|misdiagnosis|mistake)|(?:no longer"
            + @"|can['’]t|doesn['’]t|don['’]t|won['’]t be able to) (?:comes?|works?|cleans?|teach(?:es)?|lives?|exists?"
            + @"|delivers?|with us|available)\b|history now|off\b(?=\W*$| now| after all))(?!\p{L})",
        Options);

    private static Regex Lost { get; } = Patterns.New(
        @"\b(?:last|final) (?:day|session|lesson|appointment|class|shift"
            + @"|rehearsal|visit) (?:at|with|as|of) " + Thing + End
            + @"|\b(?:it['’]s|it is|it was|that['’]s) (?:all |finally )?(?:over|finished|the end|it|that) (?:with"
            + @"|between me and"
            + @"|for|of) " + Thing + End
            + @"|\b(?:goodbye|bye bye|farewell|so long|RIP),? (?:to )?" + Thing + End
            + @"|\b(?:today|yesterday|friday|that) was (?:my |our )?(?<v>last day)\b",
        Options);

    // Switched from Vodafone to Telia. Swapped the car for a bike. Ann took over from Bob.
    private static Regex Replaced { get; } = Patterns.New(
        @"\b(?:switched|switching|changed|moved|went|migrated|transferred|crossed over"
            + @"|converted)\b[^,;:!?()]{0,40}? from "
            + Thing + @"(?= to\b)"
            + @"|\b(?:swapped|replaced|exchanged|traded(?: in)?|ditched) " + Thing + @"(?= for\b| with\b| by\b)"
            + @"|\b(?:switched|moved|went|turned) away from " + Thing + End
            + @"|\bbought (?:my|our|the) (?<v>\p{L}[^,;:!?()]{0,40}?)(?= (?:off|from) (?:me|us)\b)"
            + @"|\btook over from " + Thing + End
            + @"|\binstead of (?:my |our )" + Thing + End
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
        + @" (?:split|broke|broken|break|over\b|done\b|parted|part\b|no longer together|separated|separate|divorced"
        + @"|getting divorced|finished|called it (?:off|quits|a day)|aren['’]t together|are not together|not together"
        + @"|aren['’]t (?:a couple|an item|seeing|dating|speaking|friends)|no longer (?:a couple|friends|an item)"
        + @"|went our"
        + @" separate ways|ended (?:it|things)|don['’]t (?:see each other|speak|talk|live together))";

    // She dumped me. Tom broke it off.
    private static Regex Broken { get; } = Patterns.New(
        @"(?:^\W*(?:(?:and|but|so),? )*|\bthat )(?:my )?(?<v>(?:(?:Dr|Mrs?|Ms)\.? )?\p{L}[\p{L}'’-]+) (?:has "
            + @"|just |finally )*(?:dumped me|left me|discharged me|signed me off|gave me the all-clear|broke"
            + @" (?:it|things) off|broke up with me|ended (?:it|things)|walked out|divorced me|moved out|ghosted"
            + @" me|called off"
            + @" (?:the|our) (?:wedding|engagement)|isn['’]t (?:my|our) \w+ any ?more|is no longer (?:my|our) \w+)",
        Options);

    private static Regex Unemployed { get; } = Patterns.New(
        @"\bI(?:['’]ve)? (?:just |finally )?(?<v>resigned)\b(?! from)"
            + @"|\bI(?:['’]ve)? (?:was|got|been|have been|just got) (?:just )?(?<v>fired|laid off|made redundant"
            + @"|let go|sacked)\b"
            + @"|^\W*(?:my |the )?(?<v>redundancy) (?:came through|is final)"
            + @"|\bhanded in my (?<v>notice|resignation)\b|\bgot the (?<v>sack)\b|\bgave (?:in )?my (?<v>notice)\b"
            + @"|\b(?:lost|quit|left) my (?<v>job)\b|\bout of (?:a )?(?<v>job|work)\b"
            + @"|\bwe(?:['’]ve| have)?(?: just| finally| got| recently)* (?<v>broke up|broken up|split up"
            + @"|separated|divorced|parted ways)\b"
            + @"|\b(?:I['’]m|I am) (?:now |back to being |newly |currently )?(?<v>single|unemployed|between jobs"
            + @"|retired)\b"
            + @"|\bI(?:['’]ve)? (?:just |finally )?(?<v>retired)\b(?! (?:from|as))"
            + @"|(?:^\W*|\b(?:and|but|so) )(?<v>\p{L}[\p{L}'’&.-]+(?: \p{L}[\p{L}'’&.-]+)?) (?:has |have |just"
            + @" )*(?:let me go|fired me|laid me off"
            + @"|sacked me|made me redundant|dropped me)\b"
            + @"|\bI(?:['’]ve)? (?:just |finally )?(?<v>graduated)\b|\b(?:finished|completed|quit|left) (?:my"
            + @" )?(?<v>degree|uni"
            + @"|university|college)\b",
        Options);

    // No more night shift for me. We have no nanny any more. There is no garage now.
    private static Regex NoMore { get; } = Patterns.New(
        @"\bno more " + Thing + End
            + @"|\b(?:I|we)(?:['’]ve| have)(?: got)? no " + Thing + End
            + @"|\b(?:there['’]s|there is|with) no " + Thing + @"(?= any ?more| any longer| now\b|\W*$)"
            + @"|\b(?:I['’]m|I am|we['’]re|we are) (?:now |currently )?without " + Thing + End
            + @"|\b(?:took|taken|weaned|weaning) (?:me )?off (?:the )?" + Thing + End
            + @"|\b(?<v>it)(?: was|['’]s| is)(?: just| only| all)* a (?:false alarm|mix-up|misdiagnosis|mistake)\b"
            + @"|\b(?:nobody|no one) (?:lives in|uses|rents) " + Thing + End,
        Options);

    // I eat meat again.
    private static Regex EatsAgain { get; } = Patterns.New(
        @"\b(?:I|we)(?:['’]m| am|['’]re| are|['’]ve| have)? (?:(?:now |just |also |recently |finally )*"
            + @"(?:eat(?:ing)?|eaten"
            + @"|drink(?:ing)?|having?) (?<eats>\p{L}+)(?= again| now\b| these days)|(?:just |recently |have"
                + @" )*(?:started"
            + @"|begun|began|went back to|gone back to) (?:eating|to eat) (?<eats>\p{L}+)(?= again|\W*$))",
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
        @"(?:^\W*|\b(?:and|but|so|because) )(?!I\b|we\b)(?:(?:a|an|some|the|our|my|\p{L}+) )?\p{L}+ (?:has |have "
            + @"|finally |just )*"
            + @"(?:got|stole|killed|destroyed|wrecked|ruined|bought|towed|repossessed|confiscated|revoked"
            + @"|cancelled|withdrew"
            + @"|scrapped|closed|shut|terminated|ended|cut|took away|took back) (?:all |off )?(?:of )?(?:my |our "
            + @"|the )?"
            + @"(?<v>[\p{L}\p{N}][^,;:!?()]{0,40}?)" + End,
        Options);

    // Tilda had to give her cat away.
    private static Regex Theirs { get; } = Patterns.New(
        @"^\W*(?:(?:and|but|so),? )*(?<s>(?!I\b)\p{Lu}\p{L}+|(?:[Mm]y|[Oo]ur) \p{Ll}+(?: \p{Lu}\p{L}+)?) (?:has "
            + @"|had to |just"
            + @" |finally |also )*(?:gave|give|given|sold|sell|lost|lose|quit|left|leave|cancelled|cancel|stopped"
            + @"|dropped"
            + @"|returned|rehomed|rehome|put|got rid of|get rid of) (?:up )?(?:(?:his|her|their|the) )?"
            + @"(?<v>\p{L}[^,;:!?()]{0,40}?)(?= away| up\b| back| down| last| in | on | yesterday|\s*[.,;!]|\s*$)",
        RegexOptions.CultureInvariant);

    private static Regex Healed { get; } = Patterns.New(@"\b(?:healed|cured|cleared up|in remission|recovered from|got over)$", Options);

    // What was named just before, for which "it" may stand.
    private static Regex Named { get; } = Patterns.New(
        @"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]n?|[Tt]hat)\s+(?<v>\p{L}[\p{L}'’-]*(?: (?!is\b|are\b|was\b|has\b|had\b"
            + @"|got\b|and\b|but\b"
            + @"|so\b|in\b|on\b|at\b|for\b|with\b|to\b|from\b|of\b|that\b|which\b|who\b)\p{L}[\p{L}'’-]*){0,2})"
            + @"|(?<![.!?] |^)\b(?<v>\p{Lu}[\p{L}'’-]{2,}(?: \p{Lu}[\p{L}'’-]+)*)|^\W*(?<v>\p{Lu}\p{L}{3,})(?="
            + @" (?:is|was|got|has"
            + @"|cost)\b)",
        RegexOptions.CultureInvariant);

    private static Regex[] Forms { get; } =
    [
        Stopped, Apart, Without, NotAnyMore, IsOver, Lost, Replaced, Parted, Broken, Unemployed,
        NoMore, Unused, Taken, Theirs, EatsAgain,
    ];
}
