using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>The forms in which English says things with nouns.</summary>
internal static partial class EnglishNouns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Openers = @"^\W*(?:(?i:so|well|hi|hey|hello|and|but|yes|yeah|no|ok|oh|actually|btw|fyi|sadly"
        + @"|remember)[,!.]? )*";

    private static Regex Mine { get; } = Patterns.New(
        Openers + @"(?:(?i:my|our) (?:other |main )?(?:\p{Lu}\p{Ll}+ (?=teacher|tutor|class|course|lessons?"
            + @"|coach)\b)?|(?=[Ff]avou?rite \p{Ll}))(?:(?<owner>[\p{L} -]{2,30}?)['’]s"
            + @" )?(?<noun>(?i:f(?=avou?rite))?\p{Ll}[\p{Ll}-]*(?:"
            + @" \p{Ll}[\p{Ll}-]*){0,2}?)(?:['’]s)??(?:,? (?<of>(?:(?:Mrs?|Ms|Dr)\.? )?\p{Lu}[\p{L}'’.-]*(?:"
            + @" \p{Lu}[\p{L}'’-]*)*),?)?"
        + @"(?: (?:on|at|for|to|in) (?:(?:the|my|our|this) )?[\p{L}-]+(?: [\p{L}-]+)?)??"
        + @"(?:(?: (?:is|are)|(?<=\b(?:name|nickname|birthday|email|surname|address|number|height|weight"
        + @"|anniversary|code|pin|password|combination))['’]s"
        + @"|['’]s(?= an? (?!bit\b|lot\b|little\b|nightmare\b|pain\b)))"
        + @"(?: now| also| currently| actually| still| probably| definitely| easily| officially)* (?<named>called"
        + @" |named )?(?:spelled )?"
        + @"| (?<was>used to be |was )(?<wasnamed>called |named )?)(?<v>[^;!?(),]+?)\s*[.,;!?]*(?: in case .*|"
        + @" but .*| and she.*| and"
        + @" he.*| and my.*| if .*| btw.*| lol.*| haha.*| by the way.*| tho(?:ugh)?\b.*|,.*)?\s*$",
        Options);

    private static Regex OfOther { get; } = Patterns.New(
        @"^\W*(?:(?:(?:The|the) (?:new |current )?(?<slot>[\p{L} ]+?) of (?<s>\p{Lu}[^,;!?]*?)"
            + @"|(?<s>\p{Lu}[^,;!?]*?)['’]s (?:new |current )?(?<slot>\p{L}+(?: \p{L}+){0,2}?)) (?:is|are"
            + @"|turned out to be)(?: now| actually| in| said| to| be)* (?:an? |the )?(?<v>[^,;!?]+?)"
        + @"|(?:The )?(?<v>\p{L}[^,;!?]*?) (?:is|was|became|is home to) the (?:new "
        + @"|current )?(?<slot>[\p{L} ]+?) of (?<s>\p{Lu}[^,;!?]*?))\s*[.!]*\s*$",
        Options);

    private static Regex NameIs { get; } = Patterns.New(
        @"^\W*(?<s>\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)*|(?i:she|he|it)) (?:is"
        + @"|'s)(?<not> not)?(?: also| now| still)*(?: an?| the)? (?<v>[^,;!?]+?)\s*[.!]*\s*$", Options);

    private static Regex IsNoLonger { get; } = Patterns.New(
        Openers + @"(?<v>\p{Lu}[^,;!?]*?) (?:is no longer|is not|isn['’]t)"
        + @" (?i:my|our) (?<noun>[\p{L} -]+?)(?<any> any ?more| any longer)?(?<=no longer .*|more|longer)"
        + @"\s*(?:[.!,;].*)?$", Options);

    private static Regex Having { get; } = Patterns.New(
        Openers + @"(?i:I|we)(?:'ve|’ve|['’]re|['’]m)? (?:(?<ended>no longer (?:have|own|keep)|used to (?:have"
            + @"|own|keep)|gave(?= .* away))"
            + @" |(?<not>(?:don't|do not|don’t) (?:have|own)|never had|haven't got|have(?: got)? no|have never"
            + @" (?:had|owned)"
            + @"|(?<=['’]ve )(?:got )?no) (?:any )?|(?:already |also |still |just |now "
            + @"|finally )*(?<adopt>adopted|rescued) |(?:already |also |still |just |now |finally )*(?:have|got|own"
            + @"|keep|have got|own) |(?:am |are )fostering |(?<=['’](?:m|re) )fostering )"
        + @"(?<v>(?!to\b|been\b|no\b|never\b|not\b|you\b|it\b|that\b|this\b|rid\b)[^,;!?()]+?(?:, (?:an?|two|three"
        + @"|four|\d) [^,;!?()]+?)*?)(?: away)?(?<more> any ?more)?(?: again)?(?: in (?:January|February|March|April"
        + @"|May|June|July|August|September|October|November|December)| sadly| now| at home| as well"
        + @"| too| either| though| currently| at the moment| right now| these days| yet| at work| after all| any longer"
        + @"| but .*| and (?:he|she|it|they)\b.*)*\s*(?:[.;:!(]|,(?! (?:an?|two|three|four|\d) )|$)",
        Options);

    private static Regex Family { get; } = Patterns.New(
        Openers + @"(?i:I|we)(?:['’]ve| have)(?: got)? (?:an? |one |two |three |four |\d )(?:\w+ )?(?<kin>kids?"
            + @"|children|child|sons?"
            + @"|daughters?|sisters?|brothers?|siblings?)(?: sisters?)?(?:,|:| called| named"
            + @"| -)* (?<v>\p{Lu}[\p{L}]+(?:(?:,| and|, and) \p{Lu}\p{L}+)*)",
        Options);

    private static Regex ThingNamed { get; } = Patterns.New(
        @"\b(?:an?|the|my|our) (?<s>\p{Ll}+(?: \p{Ll}+)?)(?:,? (?:named|called) (?<v>\p{Lu}[\p{L}'’-]*)"
        + @"|(?<=\b[Aa]n? \p{Ll}+), (?<v>\p{Lu}\p{L}+)(?=[,.!]|$| and (?:an?|my|our)\b))", Options);

    private static Regex FriendNamed { get; } = Patterns.New(
        @"\b(?:[Mm]y|[Oo]ur) (?:best |old |older |younger |little |big |twin |new "
        + @"|close )*(?:\p{Ll}+ )??(?<kin>\p{Ll}+),? (?<v>(?!\p{Lu}\p{Ll}+day\b)(?:(?:Mrs?|Ms|Dr)\.?"
        + @" )?\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}[\p{Ll}'’-]+)?)(?=,? (?:\p{Ll}{2,}|and I)\b)(?!,? (?:called"
        + @"|named)\b)", Options);

    private static Regex Together { get; } = Patterns.New(
        @"^\W*(?:(?:So|And|Also|Oh),? )*(?:(?<v>\p{Lu}[\p{L}'’-]+) and (?:I|me)|(?i:me) and"
        + @" (?<v>\p{Lu}[\p{L}'’-]+))(?: are| have been| got"
        + @"| just got)(?: now| officially| finally| back)* (?:together|dating|a couple|engaged|married|an"
        + @" item)\b", Options);

    private static Regex Parted { get; } = Patterns.New(
        @"^\W*(?:(?:So|And|But|Well|Sadly),? )*(?:(?<v>\p{Lu}[\p{L}'’-]+) and (?:I|me)|(?i:me) and"
        + @" (?<v>\p{Lu}[\p{L}'’-]+)"
        + @"|(?i:my) (?<v>boyfriend|girlfriend|partner|husband|fianc[eé]+"
        + @"|wife) and (?:I|me))(?: have| just| are| recently| finally|['’]ve)* (?:broke up|split up|split\b"
        + @"|broken up|separated"
        + @"|(?:got(?:ten)? )?divorced|are no longer together|no longer together|not together|parted ways"
        + @"|aren['’]t together|called it quits|are over|called off the wedding)", Options);

    private static Regex Gone { get; } = Patterns.New(
        @"^\W*(?:(?i:my|our) (?:(?<kind>\p{Ll}+) )?)?(?<v>(?!He\b|She\b|It\b"
        + @"|They\b)\p{L}[\p{L}'’-]*) (?:has )?(?:just )?(?:died|passed away|ran away)\b", Options);

    private static Regex Favorite { get; } = Patterns.New(@"^(?i:favou?rite) (?<what>[\p{L} -]+)$", Options);

    private static Regex Titled { get; } = Patterns.New(@"\G, \p{Lu}\p{L}+(?=[.!]*\s*$)", Options);

    // "Dr. Anand is my GP these days, not Dr. Pruitt."
    private static Regex IsMine { get; } = Patterns.New(
        Openers + @"(?<v>(?:(?:Dr|Mrs?|Ms|Prof)\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)(?: is|['’]s)(?:"
            + @" now| also| still)* (?:my|our)"
            + @" (?:new )?(?<noun>[\p{L}-]+(?: \p{Ll}+)?)(?: these days| now| again| from now on)?(?:,? not"
            + @" (?<old>(?:(?:Dr|Mrs?|Ms)"
            + @"\.? )?\p{Lu}[\p{L}'’-]+))?\s*(?:[.,;!].*)?$",
        Options);

    private static Regex Secret { get; } = Patterns.New(
        @"^\W*(?:[Aa]nd |[Aa]lso |[Rr]emember[:,]? )*(?:(?:[Tt]he|[Mm]y|[Oo]ur) )?(?<noun>(?i:(?:wifi|wi-fi|door"
            + @"|alarm|garage|gate"
            + @"|locker|building|front door"
            + @"|safe|laptop)? ?(?:password|passcode|code|pin)))(?: (?:at|for|to|on|of) (?:the |my |our"
            + @" )?[^,]{2,25}?)? is (?:now )?(?<v>"
            + @"[^,;!?() ]+)\s*(?:[.,!].*| (?:and|so|but) [^,]+)?$",
        Options);

    private static Regex Mail { get; } = Patterns.New(
        @"(?<!(?:['’]s|his|her|their|your|old|work) )\b(?:e-?mail)(?: address)?(?: is|:)?"
            + @" (?<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
        Options | RegexOptions.IgnoreCase);

    private static Regex Phone { get; } = Patterns.New(
        @"(?<!(?:['’]s|his|her|their|your|old) )\b(?:phone|mobile|cell)(?: number)?(?: is|:)?"
            + @" (?<v>\+?\d[\d ()-]{5,}\d)",
        Options | RegexOptions.IgnoreCase);

    private static Regex NewNumber { get; } = Patterns.New(@"\b(?:my (?:new )?|a new )number\b",
        Options | RegexOptions.IgnoreCase);

    private static Regex ItIsNumber { get; } = Patterns.New(@"^\W*(?:it['’]s|it is|the new one is)(?: now)?"
        + @" (?<v>\+?\d[\d ()-]{5,}\d)", Options | RegexOptions.IgnoreCase);

    // "We have a cleaner, Mrs Pohl", "I've got a mentor at work, Philippa".
    private static Regex RoleFilled { get; } = Patterns.New(
        @"\b(?i:have|has|host|['’]ve got|got|hired|found|employ|see|keep) (?:an?|our|my|his|her) (?<role>(?:\p{Ll}+"
            + @" )?\p{Ll}+)(?: too| now| (?:at|for|from"
            + @"|in|who) [^,]{2,30})?(?:,| called| named) (?<v>(?:(?:Mrs?|Ms|Dr|Sister|Frau|Herr|Se\u00f1ora?)\.?"
            + @" )?\p{Lu}[\p{L}'’-]+"
            + @"(?: \p{Lu}[\p{L}'’-]+)*)(?!\p{L})",
        Options);

    // "Two dogs, Hector and Plum", "2 cats (Miso + Tofu)".
    private static Regex PetsNamed { get; } = Patterns.New(
        @"\b(?i:have|['’]ve got|got|own|keep|adopted|rescued) (?:(?:two|three|four|both|\d) )(?:\p{Ll}+"
            + @" )?(?<kind>\p{Ll}+)(?:,? \(|,? called |,? named"
            + @" |: |, | [-–—] )(?<v>\p{Lu}\p{L}+(?:(?:, and | and |, | \+ | & )\p{Lu}\p{L}+)+)\)?",
        Options);

    private static Regex AndAPet { get; } = Patterns.New(
        @"^ and (?:an?|my|our) (?:\p{Ll}+ ){0,2}(?<v>\p{Ll}+)\b", Options);

    private static Regex OneOfMine { get; } = Patterns.New(
        @"\b(?:[Oo]ne of (?:my|our)|[Aa]) (?<kin>\p{Ll}+)(?: of mine)?, (?<v>\p{Lu}\p{L}+),|\b[Aa]"
            + @" (?<kin>\p{Ll}+) of mine, (?<v>\p{Lu}\p{L}+)",
        Options);

    private static Regex ItsName { get; } = Patterns.New(
        @"^\W*(?:(?:[Hh]e|[Ss]he|[Ii]t)(?:['’]s| is) (?:called|named)|(?:[Hh]is|[Hh]er|[Ii]ts) name(?:['’]s| is)"
            + @"|(?:['’]s|is) (?:called|named))"
            + @" (?<v>\p{Lu}[\p{L}'’-]+)",
        Options);

    private static Regex ThePetIs { get; } = Patterns.New(
        @"^\W*[Tt]he (?<s>\p{Ll}+)(?:['’]s| is) (?:called|named) (?<v>\p{Lu}[\p{L}'’-]+)", Options);

    private static Regex Owned { get; } = Patterns.New(
        @"\b(?:I|[Ww]e)(?:['’]ve| have| got|['’]ve got| have got| also| now| keep)+\b[^.]*$", Options);

    private static Regex WithPet { get; } = Patterns.New(
        @"\b(?:with the|[Mm]y|[Oo]ur) (?<s>\p{Ll}+), (?<v>\p{Lu}[\p{L}'’-]+)(?=[,.!]|$)", Options);

    private static Regex Wider { get; } = Patterns.New(
        @"^(?:grand(?:mother|father|ma|pa|son|daughter|child)|aunt|uncle|cousin|niece|nephew"
        + @"|neighbou?r|ex|lodger|nanny"
        + @"|landlord|landlady)s?$", Options);

    private static Regex OfPets { get; } = Patterns.New(
        @"^(?:\p{L}+ )?(?<v>\p{L}+)(?= (?:in|at|on|out|that|who) )", Options);

    private static Regex CalledA { get; } = Patterns.New(
        @"^(?<thing>an? [^,]+), an? (?:\p{Ll}+ )?(?<v>\p{Lu}[^,]*)$", Options);

    // What one has none of is no thing: a middle name.
    private static Regex Attribute { get; } = Patterns.New(
        @"\b(?:name|surname|nickname|number|address|religion|title)$", Options);

    private static Regex Adjective { get; } = Patterns.New(
        @"^(?:(?:new|current|own|best|older|younger|elder|eldest|little|big|twin|old|actual|real|full"
        + @"|other|main"
        + @"|dear|first|only|one|good|close) (?!name$))+", Options | RegexOptions.IgnoreCase);

    private static Regex Counted { get; } = Patterns.New(@"\b(?:an?|two|three|four|several|some|\d+) $", Options);

    private static Regex Quantity { get; } = Patterns.New(
        @"^(?:an? |the |my |our |two |three |four |five |six |seven |eight |nine |ten |a few |a dozen"
        + @" |a couple of |a pair of |one |several |some "
        + @"|\d+ )+", Options | RegexOptions.IgnoreCase);

    private static Regex NamedTail { get; } = Patterns.New(
        @",? (?:named|called|who|which|that|with|for|from|in case|because|so)\b.*$",
        Options);

    private static Regex Names { get; } = Patterns.New(
        @"^(?:(?:Dr|Mrs?|Ms)\. ?)?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+)*(?= *[.,;!]* *$|,| at | in "
        + @"| from )", Options);

    // What changes from hour to hour, or is a way of speaking.
    private static Regex Vague { get; } = Patterns.New(
        @"\b(?:question|problem|point|idea|guess|issue|(?<!(?:phone|mobile|dental|health|pension"
        + @"|payment|meal|data|insurance) )plan|goal|thing|way|love|life|day|head|mind|mood"
        + @"|answer|(?<!(?:gate|door|alarm|entry|post|zip|pin|access|garage|building|security) )code|app|function"
            + @"|opinion|understanding|hope|fault|turn|bad|meeting|flight|train|bus|laptop"
        + @"|computer|screen|file|server|office|gift|experience|time|story|part|side|rest|result|cause|reason|use"
        + @"|kind|number one|back|friend|parents|kids)$", Options);

    // Nouns that people note down, and values that name something.
    private static Regex Telling { get; } = Patterns.New(
        @"(?:password|passcode|size|type|number|plate|username|handle|pin|anniversary|landlord"
        + @"|trainer|gym|insurance|bank|model|brand|id|account|locker|seat)$", Options);

    private static Regex Concrete { get; } = Patterns.New(@"^(?:with |on |at |in )?(?:\p{Lu}|\d)", Options);

    // A value that names something: short, and no clause or feeling.
    private static Regex OpenValue { get; } = Patterns.New(
        @"^(?!(?:so|very|too|really|not|getting|going|being|always|still|broken|great|good|bad|nice|fine"
        + @"|ok|okay|terrible|awful|on|in|at|to|that|because|about|like|here|there|what|how|when|killing|driving"
        + @"|making|just|a bit|pretty|quite|my|the best|the worst"
        + @"|\w+ing)\b)[^,;]{1,60}$", Options | RegexOptions.IgnoreCase);

    private static Regex NoThing { get; } = Patterns.New(
        @"^(?:(?:a |an |no |any |new |first |second |great |good |better )*(?:clues?|plans"
        + @"|reason|patience|words|need|intention|money|interest"
        + @"|friends?|say|luck|problems"
        + @"|questions|regrets|complaints|preference|opinion|concept|memory|experience|question|problem|idea|clue"
        + @"|meeting|appointment|interview|exam|headache"
        + @"|cold|fever|lot|few|sense|time|minutes?|hours?|days?|weeks?|months?|years?|number|new number|feeling|plan"
        + @"|doubt|choice|chance|look|test|day|week|fun|dream|look|job|date"
        + @"|bathroom|lunch|dinner|breakfast|party|call|class|bit|deadline|flight|issue|bug|error|good|bad|great"
            + @"|hard|nice"
        + @"|busy|long|thing|access|money|energy|trouble|point|list|file|table|function|problem with)\b"
        + @"|.*\b(?:question|problem|idea|meetings?|appointments?|interviews?|time|day|week|night|headache|error"
        + @"|feeling"
        + @"|trouble|allergies|issue|issues|job|meet|match|race|gig|concert|show|game|tournament|wedding|trip"
        + @"|holiday|visit"
        + @"|lesson|lessons|exam|workshop|viva|hearing|check-?up|scan|surgery|operation|baby|cough|crush|hangover"
        + @"|craving)$|(?:older|younger|little|big)\b)", Options | RegexOptions.IgnoreCase);
}
