using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>The forms of what is said in passing.</summary>
internal static partial class EnglishPassing
{
    private const string Name = @"(?:(?:Mrs?|Ms|Dr|Prof|Sister|Father|Frau|Herr|Madame|Se\u00f1ora?)\.? )?"
        + @"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|I\b|In\b|On\b|Is\b|The\b|Day\b|Christmas\b|Easter\b"
        + @"|January\b|February\b|March\b|April\b|June\b|July\b|August\b|September\b|October\b|November\b|December\b)"
        + @"\p{Lu}\p{L}+(?:-\p{L}+)*(?: \p{Lu}\p{L}+(?:-\p{L}+)*)?";

    private const string Place = @"\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}";

    private const string Adjectives = @"(?:(?:best|oldest|older|younger|youngest|eldest|elder|little|big|twin|new|dear"
        + @"|lovely|own|current|other|poor|grown-up|teenage|baby|middle|good|close|darling|beloved|rescue) )*";

    private static readonly string Kin = "(?<kin>" + EnglishLexicon.Kin + @"|GP|(?:\p{Ll}+ )?(?:"
        + string.Join('|', EnglishLexicon.Roles.Order(StringComparer.Ordinal))
        + @"|conductor|choirmaster|pastor|vicar|midwife|professor|line manager|teacher|stepmum|stepdad|stepson"
        + @"|stepdaughter|godson|goddaughter|godmother|godfather|grandson|granddaughter|carer))";

    private static readonly string Pet = @"(?<kin>" + string.Join('|',
        EnglishLexicon.Pets.Where(pet => pet is not ("boxer" or "shepherd" or "pointer" or "crab" or "mouse"))
            .Order(StringComparer.Ordinal)) + ")";

    // "Teach my son Minecraft" names a game.
    private const string NotTo = @"(?<!\b(?:[Tt]each|[Gg]ive|[Bb]uy|[Ss]how|[Gg]et|[Rr]ead|[Ff]eed|[Ss]end|[Mm]ake) )";

    private const string After = @"(?=['’]s\b|[,.;:!?)]|\W*$| (?:and|or|who|is|was|has|had|can|can['’]t|will|would"
            + @"|for|to"
        + @"|in|at|on|with|from|about|because|when|if|as|so|but|\p{Ll}+s|\p{Ll}+ed|(?:just|only|also|still|now|never"
        + @"|always|really|keeps?|got|went|said|told|made|took|gave|loves?|hates?|wants?|needs?))\b)";

    private static IReadOnlyList<ClaimRule> Granted { get; } =
    [
        // My new boss, Ms. Castellanos; my wife Hye-jin.
        Rule(
            null,
            NotTo + @"\b(?:[Mm]y|[Oo]ur) " + Adjectives + Kin + @"(?:,| -| –|:| \()? ?(?<v>" + Name + ")" + After),
        Rule(null, @"\b(?:[Mm]y|[Oo]ur) (?:\p{Ll}+ )?(?<kin>(?!(?:is|was|with|from|like|that|said|says|sees?|saw"
            + @"|and|by|to)\b)\p{Ll}+),?"
            + @" (?<v>(?:Mrs?|Ms|Dr|Frau|Herr)\.? \p{Lu}\p{L}+)"),
        Rule(null, @"\b(?:[Mm]y|[Oo]ur) (?:\p{Ll}+ )??" + Pet + @"(?:,| -| –| \()? ?(?<v>" + Name + ")" + After),
        Rule(null, @"\b(?:with|have|see|got|from|by) an? (?:\p{Ll}+ )?" + Kin + " (?:named|called) (?<v>" + Name + ")"),
        Rule("child", @"\b(?:[Mm]y|[Oo]ur) (?:eldest|oldest|youngest|middle one|first|second|third|fourth|little one"
            + @"|firstborn|toddler|newborn|lad|lass|boy|little girl|little boy)(?:,| -| –|:) ?(?<v>" + Name + ")"
            + After),
        Rule("child", @"\b(?:[Mm]y|[Oo]ur) (?:two|three|four|kids|children|boys|girls|twins|sons|daughters|lads"
            + @"|little ones)(?: boys| girls| kids| sons| daughters)?(?:,|:| -| –| \()? (?<v>" + Names + ")" + After,
            list: true),
        Rule("child", @"\b(?:mum|mom|dad|mother|father|parent|parents) (?:of|to) (?:\w+ )?(?:twins|two|three|four|kids"
            + @"|boys|girls|children)(?:,|:| -| –| called) (?<v>" + Names + ")" + After, list: true),
        Rule("sibling", @"\b[Mm]y (?:\w+ )?(?:brothers|sisters|siblings)(?:,|:| -| –| \()? (?<v>" + Names + ")" + After,
            list: true),
        Rule("friend", @"\b[Mm]y (?:\w+ )?(?:friends|mates|pals)(?:,|:| -| –| \()? (?<v>" + Names + ")" + After,
            list: true),
        Rule("pet", @"\b(?:[Mm]y|[Oo]ur) (?:\w+ )?(?:cats|dogs|hens|rabbits|horses|ferrets|guinea pigs|goats|ponies"
            + @"|kittens|puppies|budgies)(?:,|:| -| –| \()? (?<v>" + Names + ")" + After, list: true),
        Rule("condition", @"\b[Mm]y (?<v>(?:type (?:1|2|one|two) |rheumatoid |chronic |mild |severe )?(?:diabetes"
            + @"|asthma"
            + @"|arthritis|eczema|migraines|adhd|ADHD|autism|epilepsy|ibs|IBS|endometriosis|tinnitus|sciatica"
            + @"|psoriasis|fibromyalgia|hay fever|dyslexia|insomnia|lupus|sleep apnoea|sleep apnea|crohn['’]s"
            + @"|Crohn['’]s|c(?:o)?eliac disease|rosacea|vertigo|glaucoma|osteoporosis))\b"),
        Rule("condition", @"\b(?:[Aa]fter|[Ss]ince|[Ff]ollowing) my (?<v>stroke|heart attack|hip replacement"
            + @"|knee replacement|hysterectomy|mastectomy|transplant)\b"),
        Rule("email", @"\b(?:[Mm]y e-?mail(?: address)?(?: is|['’]s|:)|(?:[Ee]-?mail|[Rr]each|[Ww]rite to"
            + @"|[Cc]ontact) me (?:at|on))"
            + @" (?<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
        Rule("phone", @"\b(?:[Mm]y (?:new )?(?:phone|mobile|cell|number|phone number|mobile number|cell number)"
            + @"(?: now)?(?: is|['’]s|:)|(?:[Tt]ext|[Cc]all|[Rr]ing|[Pp]hone|[Rr]each|[Ww]hatsapp|[Ww]hatsApp) me"
            + @" (?:on|at)) (?:now )?(?<v>\+?\d[\d ()-]{5,}\d)"),
    ];

    private static IReadOnlyList<ClaimRule> Stated { get; } =
    [
        Rule("name", @"(?:^\W*(?:(?:[Hh]i|[Hh]ey|[Hh]ello|[Oo]k|[Ss]o|[Mm]orning|[Ee]vening)(?: all| there)?,? )*)"
            + @"(?:[Ii]t['’]?s|[Tt]his is) (?<v>\p{Lu}\p{Ll}+) (?:again|here|speaking)\b"),
        Rule("name", @"^\W*(?:[Hh]i|[Hh]ey|[Hh]ello|[Mm]orning)(?: all| there)?,? (?<v>(?!Same|Nothing|All|New)"
            + @"\p{Lu}\p{Ll}+) here\b(?=\W*$|[,.;:!])"),
        Rule("name", @"(?:[Cc]all|calls) me \p{Lu}\p{L}+[^.]*?(?:\bnobody|\bno one|\bno-one|\bonly my mu?o?m"
            + @"|\bshort for)"
            + @"(?:['’]s| has)? ?(?:(?:ever )?uses?d?|calls me|calls me by|called me)? ?(?<v>\p{Lu}\p{L}+)\b"),
        Rule("age", @"^\W*(?:[Ss]o,? |[Ww]ell,? )?(?<v>\d{2})(?: |-)?(?:years? old|year old|yo|yrs old|years young)\b"),
        Rule("weight", @"\b(?:I['’]m|I am)\b[^.;]*?\band (?:weigh )?(?:about |around |roughly |just under |nearly )?"
            + @"(?<v>\d{2,3}(?:\.\d)? ?(?:kg|kilos?|kilograms|lbs?|pounds|stone))\b"),
        Rule("employer", Self + @"works? (?:the )?(?:nights?|days|shifts|weekends|evenings|part[- ]time|full[- ]time"
            + @"|night shifts?|mornings|lates|earlies|\w+ days a week)(?: shift)? (?:at|for) (?<v>(?:the |an? )?"
            + @"[\p{L}\p{N}][\p{L}\p{N}'’&.-]*(?: [\p{L}\p{N}'’&.-]+){0,4}?)" + Stop),
        Rule("employer", Self + @"been (?:working )?(?:at|for) (?<v>(?:the )?\p{Lu}[\p{L}\p{N}'’&-]*"
            + @"(?: \p{Lu}[\p{L}\p{N}'’&-]*){0,3})(?= (?:for|since|now|about|nearly|almost|over)\b)"),
        Rule("home", @"\b(?:I|[Ww]e)(?:['’]m|['’]re|['’]ve been| am| are| have been)(?: now| currently| still| both"
            + @"| all)* (?:living|based|settled|renting) (?:over |up |down |out |back |here )*(?:in|near|outside)"
            + @" (?<v>" + Place + ")"),
        Rule("home", @"\b(?:[Mm]y|[Oo]ur) (?:flat|house|place|apartment|room|bedsit|cottage|bungalow)(?:['’]s| is)"
            + @" (?:on|in|at|near|just off) (?<v>" + Place + ")"),
        Rule("home", @"\bI['’]m (?:staying |living )?(?:at|with) my \p{Ll}+(?:['’]s)? in (?<v>" + Place + ")"),
        Rule("home", @"\b(?:I|[Ww]e)(?:['’]m|['’]re) renting (?:a \p{Ll}+ )?on (?<v>" + Place + ")"),
        Rule("home", @"\b(?:I|[Ww]e|us) (?:live |are |am |all )?(?:\w+ )?(?:here|over|up|down|out) in (?<v>" + Place
            + @")(?=[.,;!]|\W*$)"),
        Rule("home", @"(?:^\W*(?:\w+,? )?|[.;] )I['’]m in (?<v>(?!(?:Year|Grade|Form|Love|HR|IT|PR|QA|AI|ICU)\b)"
            + Place
            + @")(?=\.|,? (?:so|and)\b|\W*$)"),
        Rule("home", @"(?<=\bI(?:['’]m| am) (?:an? )?\p{Lu}\p{Ll}+, )in (?<v>" + Place + @") since\b", dated: true),
        Rule("origin", @"\bI (?:was |am )?(?:originally )?(?:grew up|born and raised|born and bred|raised|come|hail)"
            + @" (?:on|in|near|from|outside|just outside) (?<v>(?:an? (?:\p{Ll}+ )?(?:village|town|island|hamlet|farm)"
            + @" (?:near|outside|in|on) )?" + Place + ")"),
        Rule("school", @"\b(?:did|got|finished|took|have) (?:my|an?) (?:degree|PhD|phd|doctorate|masters?"
            + @"|master['’]s|MA"
            + @"|BA|BSc|MSc|undergrad)(?: in [\p{L} ]+?)? (?:at|from) (?<v>(?:the )?" + Place + ")", Polarity.Ended),
        Rule("school", @"(?:I['’]m |I am |^\W*)(?:[Dd]oing|[Ss]tudying|[Rr]eading) (?:my )?(?:\w+[- ]year )?"
            + @"(?<m>\p{Ll}+(?: \p{Ll}+){0,2}) at (?<v>(?:the )?" + Place + ")(?<=[- ]year .*|(?:tudying|eading) .*)"),
        Rule("major", @"(?:I['’]m |I am |^\W*)(?:[Dd]oing|[Rr]eading) (?:my )?(?:first|second|third|fourth|final"
            + @"|last)[- ]year (?<v>\p{Ll}+(?: \p{Ll}+){0,2})(?= at\b|[,.])"),
        Rule("allergy", @"\b(?:I['’]ve|I have|I['’]ve got|I have got) an? (?:severe |bad |slight |mild |serious "
            + @"|nasty )?(?<v>\p{Ll}+(?: \p{Ll}+)?) allergy\b"),
        Rule("skill", @"\bI know (?:some |a bit of |basic |a little )?(?<v>Python|SQL|Java|JavaScript|Excel|C\+\+|Rust"
            + @"|Photoshop|HTML|sign language|first aid)\b"),
        Rule("skill", @"\bI (?:can['’]t|cannot|never learn(?:ed|t) (?:how )?to|don['’]t know how to) (?<v>swim|drive"
            + @"|cook|ride a bike|sew|knit|dance|ski|read music|touch-type|juggle|whistle)(?=\W*$|[,.;!]| and\b"
            + @"| but\b| so\b| at all\b)", Polarity.Negated),
        Rule("child", Having + @"(?<v>(?:two|three|four|five|six|\d) (?:(?:grown(?:-up)?|small|young|teenage|little)"
            + @" )*(?:kids|children|boys|girls|sons|daughters))" + NotNamed),
        Rule("sibling", Having + @"(?<v>(?:two|three|four|five|six|\d) (?:(?:older|younger|big|little|twin) )*"
            + @"(?:brothers|sisters|siblings))" + NotNamed),
        Rule("owns", @"\bI ride an? (?<v>\p{Lu}[\p{L}\p{N}-]+(?: \p{Lu}[\p{L}\p{N}-]*)*)"),
        Rule("owns", @"\b(?:I|we) own an? (?<v>\p{Ll}[\p{L}-]*(?: \p{L}[\p{L}-]*){0,3}?)" + Stop),
        Rule("owns", Ending + @"(?:swapped|traded(?: in)?) (?:my|our|the) [\p{L} ]{2,40}? for an? "
            + @"(?<v>\p{L}[\p{L}-]*(?: \p{L}[\p{L}-]*){0,2}?)" + Stop),
        Rule("owns", @"\b(?:I|we)(?:['’]ve| have) never (?:had|owned) an? (?<v>\p{L}+(?: \p{L}+)?)(?=\W*$|[,.;!])",
            Polarity.Negated),
    ];

    private const string Names = Name + "(?:(?:, and |, | and | & )" + Name + ")+";

    private const string NotNamed = @"(?! (?:called|named)|,? (?:\()?\p{Lu}|: )";

    private const string Having = @"(?:\b(?:I|[Ww]e)(?:['’]ve| have)(?: got)? |\b(?:mum|mom|dad|mother|father|parent)"
        + " of |, )";

    private const string Self = @"(?:\b(?:I|[Ww]e)(?:['’]ve| have|['’]m)? |^\W*|(?<s>\b[Mm]y " + @"\p{Ll}+"
        + @"(?: \p{Lu}\p{L}+)?) (?:has )?)";

    private const string Stop = @"(?=\W*$|[,.;:!?(]| (?:and|but|so|because|which|where|since|for|in|on|at|these|now"
        + @"|with|as|when|until|to)\b)";

    private const string Ending = @"(?:\b(?:I|[Ww]e)(?:['’]ve| have)? |^\W*|\band )(?:(?:just|finally|recently|already"
        + @"|also|had to|then) )*";

    private static ClaimRule Rule(
        string? slot, string pattern, Polarity polarity = Polarity.Holds, bool list = false, bool dated = false) => new(
            slot,
            new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2)),
            polarity,
            list,
            dated);
}
