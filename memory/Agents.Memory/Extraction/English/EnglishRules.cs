using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>How English says the slots, by verbs. What a noun or a quality says is read by
/// <see cref="EnglishNouns"/>.</summary>
internal static partial class EnglishRules
{
    private const string Adverbs =
        "(?:(?:also|just|now|still|currently|recently|actually|really|absolutely|always|both|already|finally|then|even"
        + "|mostly|usually|mainly|totally|truly|particularly|especially|kinda|sort of)\\s+)*";

    // Who: the speaker, someone of theirs, or a name.
    private const string I = "(?:i|we)(?:'ve|’ve|\\s+have)?";

    private static readonly string Other =
        "(?<s>(?!I\\b|I['’]|It\\b|This\\b|That\\b|There\\b|He\\b|She\\b|They\\b|You\\b|We\\b|My\\b|Our\\b|Your\\b"
            + "|What\\b|On\\b|Every\\b|Each\\b|In\\b|At\\b|Most\\b|Still\\b|\\p{L}+days\\b|Please\\b|Also\\b"
            + "|Just\\b|Since\\b|Because\\b|When\\b|If\\b|As\\b|While\\b|Though\\b"
            + "|Although\\b)"
        + "(?:The\\s+|A\\s+)?\\p{Lu}[\\p{L}\\p{N}'’.&-]*(?:\\s+(?:of\\s+|in\\s+|and\\s+the\\s+|the\\s+"
        + "|and\\s+)?[\\p{Lu}\\p{N}][\\p{L}\\p{N}'’.&-]*)*"
        + "|(?i:my|our)\\s+(?:(?:best|old|older|younger|little|big|twin|new|close|eldest"
        + "|youngest)\\s+)*(?:\\p{Ll}+\\s+)??" + EnglishLexicon.Kin
        + "(?:,?\\s+(?:(?:Mrs?|Ms|Dr)\\.?\\s+)?\\p{Lu}[\\p{L}'’-]+)?|(?i:she|he)(?=\\s|['’]s\\b))";

    private const string Start =
        "^\\W*(?:(?i:so|well|hi|hey|hello|and|but|yes|yeah|no|ok|okay|btw|oh|also|actually|sadly|ugh|lol|fyi|then|or"
            + "|anyway"
        + "|honestly|it turned out that|unfortunately|luckily|currently|right now|these days|nowadays"
            + "|for now|after all|by the way|in fact"
        + "|in (?:19|20)\\d\\d|turns out|it turns out|fun fact|confession|update|note|reminder|big news|good news"
        + "|bad news"
        + "|just so you know|for the record|tbh|now|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: and"
        + " (?:mon|tues"
        + "|wednes|thurs|fri|satur|sun)days?)?|every \\w+|on weekends|at weekends|in the (?:mornings|evenings)"
        + "|these days"
        + "|most \\w+s)[,!.:]?\\s+)*";

    private const string ToSchool = "\\s+to\\s+(?:the\\s+)?[^,;]{0,40}?\\b(?:[Ss]chool|University|College|Uni"
        + "|Academy|High|Institute"
        + "|Elementary|Montessori|Kindergarten|Kita|Prep|Grammar|Polytechnic|MIT|UC|State)\\b";

    private const string Value = "(?<v>[^,;:!?()]+?)";
    private const string Values = "(?<v>[^;:!?()]+?)";
    private const string End = "\\s*[.,;:!?()…]*\\s*$";
    private const string EndOrComma =
        "(?:\\s*[.,;:!?()…]|\\s*$|\\s+(?:so|because|but|which|who|where|when|while|if|until|since|though|although"
            + "|please|in\\s+case|better\\s+than|more\\s+than"
        + "|and\\s+(?:I|i|my|we|it|have|am|was|he|she|they|our|then|now|just|also|would|go|so))\\b)";

    /// <summary>Gets the rules; of those for one slot the first that matches counts.</summary>
    public static IReadOnlyList<ClaimRule> All { get; } =
    [
        .. Life,
        .. Them("home", "(?:live|reside)s?\\s+(?:\\w+\\s+)?(?:here\\s+|with\\s+[^,;]+?\\s+)?(?:in"
            + "|at)\\s+(?:an?\\s+[\\p{L} -]+?\\s+in\\s+)?" + Value + "(?:\\s+with\\s+.*)?" + Tail, dated: true),
        .. Them("home", "(?:am|are|is|'m|’m|'s|’s)\\s+" + Adverbs + "(?:based|living|residing"
            + "|settled)\\s+in\\s+" + Value + "(?:\\s+with\\s+.*)?" + Tail),
        .. Them("home", "(?:(?:have|has|'ve|’ve|'s|’s)\\s+)?" + Adverbs
            + "(?:moved|relocated)\\s+(?:back\\s+|over\\s+"
            + "|away\\s+)?(?:from\\s+[^,;]+?\\s+)?to\\s+" + Value + Tail, dated: true),
        .. Them("home", "(?:moved|relocated)\\s+(?:away\\s+)?from\\s+" + Value + "\\s+to\\s+.*$", Polarity.Ended),
        .. Them("home", "used\\s+to\\s+live\\s+in\\s+" + Value + Tail, Polarity.Ended),
        .. Them("home", "(?:no\\s+longer|don't|doesn't|do\\s+not"
            + "|does\\s+not)\\s+live\\s+in\\s+" + Value + "(?:\\s+any\\s?more)?" + Tail, Polarity.Ended),
        .. Them("origin", "(?:(?:am|are|is|was|were|'m|’m|'s|’s)\\s+" + Adverbs
            + "(?:originally\\s+)?from|(?:(?:am|are|is|was|were|'m|’m|'s|’s)\\s+)?" + Adverbs
            + "(?:originally\\s+)?(?:born(?:\\s+and\\s+raised)?\\s+in|grew\\s+up\\s+in|raised\\s+in|come\\s+from"
            + "|comes\\s+from|hail\\s+from|hails\\s+from))\\s+"
            + "(?:a\\s+(?:small\\s+|tiny\\s+|little\\s+)?(?:town|village|place|island|hamlet|suburb"
            + "|city)[^,]*?\\s+called\\s+)?(?<v>\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Both("employer", "works?\\s+(?:for|at)\\s+(?<v>[^,;:!?()]+?\\s+and\\s+(?:for"
            + "|at)\\s+[^,;:!?()]+?)" + Tail, list: true),
        .. Both("employer", "(?:(?:have|has|'ve|’ve)\\s+been\\s+working|works?|am\\s+working|'m\\s+working"
            + "|is\\s+working)\\s+" + Adverbs
            + "(?:remotely\\s+|full[- ]time\\s+|part[- ]time\\s+|there\\s+)?(?:for|at)\\s+(?:a\\s+"
                + "(?:\\w+\\s+)?(?:startup|company|firm)\\s+called\\s+)?"
            + Value + "(?:\\s+as\\s+.*)?" + Tail, dated: true),
        .. Both("employer", "(?:am|'m|is|are)\\s+employed\\s+(?:by|at|with)\\s+" + Value + Tail, dated: true),
        .. Both("employer", "(?:has|have)\\s+a\\s+(?:new\\s+)?job\\s+(?:at|with)\\s+" + Value + Tail),
        .. Both("employer", "(?:(?:has|have|left\\s+[^,;]+?)\\s+(?:to\\s+|and\\s+)?)?join(?:ed)?\\s+(?<v>(?!the\\b"
            + "|a\\b|an\\b|us\\b|my\\b|our\\b)\\p{Lu}[^,;:!?()]*?)" + Tail, dated: true),
        .. Both("employer", "(?:(?:have|has|'ve|’ve)\\s+)?" + Adverbs
            + "(?:quit|left|resigned\\s+from|was\\s+fired\\s+from|got\\s+fired\\s+from|was\\s+laid\\s+off\\s+(?:from"
            + "|by))\\s+(?:my\\s+job\\s+(?:at|with)\\s+)?(?<v>(?!it\\b|the\\b|my\\b|home\\b|for\\b|our\\b|Calle\\b"
            + "|Rue\\b|Via\\b"
            + "|\\p{L}+\\s+(?:Road|Street|Lane|Avenue|Close|Drive|Court|Square|Terrace|Crescent)\\b"
            + "|a\\b)\\p{Lu}[^,;:!?()]*?)(?:\\s+(?:to|for)\\s+.*)?" + Tail,
            Polarity.Ended, dated: true),
        .. Both("employer", "(?:was|got|been|just\\s+got)\\s+(?:fired|laid\\s+off|let\\s+go|made\\s+redundant"
            + "|sacked|dismissed)\\s+(?:from|by|at)\\s+"
            + "(?:my\\s+job\\s+(?:at|with)\\s+)?" + Value + Tail, Polarity.Ended, dated: true),
        .. Both("employer", "used\\s+to\\s+work\\s+(?:for|at|with)\\s+(?<v>(?!my\\b|a\\b"
            + "|the\\b)[^,;:!?()]+?)(?:\\s+(?:before|until|as|when)\\s+.*)?"
            + Tail, Polarity.Ended),
        .. Me("employer", "quit\\s+my\\s+job\\s+(?:at|with)\\s+" + Value + Tail, Polarity.Ended, dated: true),
        .. Both("employer", "(?:no\\s+longer\\s+works?|(?:don't|doesn't|do\\s+not|does\\s+not)\\s+work"
            + "|stopped\\s+working)\\s+(?:for|at|with)\\s+" + Value + "(?:\\s+any\\s?more)?" + Tail, Polarity.Ended),
        .. Both("occupation", "(?:work|works|am\\s+working|'m\\s+working)\\s+(?:[^,;]+?\\s+)?as\\s+(?:an?"
            + "|the)\\s+" + Value + "(?:\\s+(?:in|at|for|with)\\s+.*)?" + Tail),
        .. Both("occupation", "(?:(?:got|was|been)\\s+)?(?:just\\s+)?(?:promoted|made)\\s+(?:to\\s+"
            + "|up\\s+to\\s+)(?:an?\\s+|the\\s+)?(?<v>"
            + "(?!it\\b)[^,;:!?()]+?)(?:\\s+at\\s+.*)?" + Tail, dated: true),
        .. Both("employer", "(?:(?:got|was|been)\\s+)?(?:just\\s+)?promoted\\s+to\\s+[^,;:]+?\\s+at\\s+"
            + "(?<v>\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Both("occupation", "(?:became|has\\s+become)\\s+(?:an?\\s+"
            + "|the\\s+)?(?<v>[\\w ]*(?:manager|lead|head of \\w+|director|partner|supervisor|engineer|chef"
            + "|officer))" + Tail, dated: true),
        .. Both("school", "(?:(?:am|'m|is)\\s+)?(?:studying|study|studies"
            + "|go(?=" + ToSchool + ")|goes(?=" + ToSchool + ")|enrolled|a\\s+student"
            + "|a\\s+senior"
            + "|a\\s+junior|a\\s+freshman)\\s+(?:(?!(?:at|to|in)\\b)[\\w ]+\\s+)?(?:at"
            + "|to)\\s+(?<v>(?:the\\s+)?\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Both("school", "(?:was\\s+)?transferred\\s+to\\s+(?<v>(?:the\\s+)?(?=[^,;:!?()]*(?:University|College"
            + "|School|Institute))"
            + "\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Me("school", "(?:dropped\\s+out\\s+of|am\\s+no\\s+longer\\s+at"
            + "|'m\\s+no\\s+longer\\s+at)\\s+(?<v>(?:the\\s+)?\\p{Lu}[^,;:!?()]*?)" + Tail, Polarity.Ended),
        .. Both("major", "(?:(?:am|'m|is)\\s+)?(?:studying|study|studies|majoring\\s+in|major\\s+in"
            + "|majors\\s+in)\\s+(?<v>(?!at\\b|for\\b|in\\b|hard\\b|abroad\\b"
            + "|to\\b)[\\p{L} ]+?)(?:\\s+(?:at|in\\s+(?=\\p{Lu}))\\s*.*)?" + Tail),
        .. Them("speaks", "(?:can\\s+|only\\s+)?speaks?\\s+(?:only\\s+|fluent\\s+|a\\s+(?:little|bit\\s+of)\\s+"
            + "|some\\s+)?(?<v>" + EnglishLexicon.LanguageList + ")", list: true),
        .. Them("dislikes", Adverbs + "(?:hates?|dislikes?|detests?|loathes?|can't\\s+stand|cannot\\s+stand"
            + "|can’t\\s+stand|despises?)\\s+(?<v>(?!it\\b|when\\b|how\\b|that\\b|this\\b|to\\b|you\\b"
            + "|my\\b)[^,;:!?()]+?)" + Tail),
        .. Them("dislikes", "(?:don't|do\\s+not|doesn't|does\\s+not|don’t)\\s+(?:really\\s+)?(?:like|enjoy"
            + "|love)\\s+(?<v>(?!it\\b|that\\b|this\\b|to\\s+talk)[^.,;:!?()]+?)(?<!\\bany\\s?more)" + End),
        .. Them("likes", "(?:don't|do\\s+not|doesn't|does\\s+not|no\\s+longer)\\s+(?:like|enjoy"
            + "|love)s?\\s+" + Value + "\\s+any\\s?more" + End, Polarity.Ended),
        .. Them("dislikes", "(?:don't|do\\s+not|doesn't|no\\s+longer)\\s+(?:hate"
            + "|dislike)s?\\s+" + Value + "(?:\\s+any\\s?more)?" + End, Polarity.Ended),
        .. Both("prefers", "likes?\\s+" + Value + "\\s+(?:better|more)\\s+than\\s+.*", list: false),
        .. Both("diet", "(?:went|became|turned|go)\\s+(?<v>vegan|vegetarian|pescatarian|keto"
            + "|gluten-free)\\b", dated: true),
        .. Them("hobby", "enjoys?\\s+(?<v>\\p{L}+ing\\b[^;:!?()]*?)" + End, list: true),
        .. Them("likes", Adverbs + "(?:likes?|loves?|adores?"
            + "|enjoys?(?!\\s+\\p{L}+ing\\b))\\s+(?:anything\\s+(?:with|about|by|from)\\s+)?(?<v>(?!it\\b|that\\b"
            + "|this\\b|you\\b|[^,;]+?\\s+(?:better|more)\\s+than\\b|to\\s+(?:know|see|hear|have)|your\\b|how\\b"
            + "|when\\b|the\\s+idea|them\\b|being\\b|him\\b|her\\b|what\\b)[^,;:!?()]+?)" + EndOrComma),
        .. Them("likes", "(?:am|'m|’m|is)\\s+(?:a\\s+)?(?:big\\s+|huge\\s+|massive\\s+)?(?:fan\\s+of|fond\\s+of"
            + "|obsessed\\s+with|crazy\\s+about)\\s+" + Value + Tail),
        .. Them("prefers", Adverbs + "prefers?\\s+" + Value + "(?:\\s+(?:to|than|when|rather|instead|if)\\s+.*)?" + End,
            list: true),
        .. Them("allergy", "is\\s+(?:very\\s+|severely\\s+)?allergic\\s+to\\s+(?<v>[^;:!?(),]+?)" + EndOrComma),
        .. Them("allergy", "(?:am|'m|’m|is)\\s+no\\s+longer\\s+allergic\\s+to\\s+" + Value + End, Polarity.Ended),
        .. Them("allergy", "(?:am|'m|’m|is)\\s+not\\s+allergic\\s+to\\s+" + Value + End, Polarity.Negated),
        .. Both("condition", "(?:(?:was|were|got|been|have\\s+been|has\\s+been"
            + "|'ve\\s+been)\\s+)diagnosed\\s+with\\s+" + Value + Tail, dated: true),
        .. Both("member_of", "(?:am|'m|’m|is)\\s+(?:a"
            + "|an)\\s+member\\s+of\\s+(?<v>[^,;:!?()]+?\\s+and\\s+of\\s+[^,;:!?()]+?)" + Tail, list: true),
        .. Both("member_of", "(?:am|'m|’m|is)\\s+(?:a|an"
            + "|the\\s+\\w+)\\s+(?:proud\\s+)?member\\s+of\\s+" + Value + Tail),
        .. Both("member_of", "(?:am|'m|’m|is)\\s+no\\s+longer\\s+(?:a\\s+member\\s+of"
            + "|in)\\s+" + Value + End, Polarity.Ended),
        .. Both("member_of", "left\\s+(?<v>the\\s+[^,;:!?()]*?(?:club|party|team|choir|band|society|union|association"
            + "|group|league))" + Tail, Polarity.Ended),
        .. Me("member_of", "(?:am|'m|’m)\\s+in\\s+(?<v>(?:the|a)\\s+[^,;:!?()]*?(?:club|party|team|choir|band|society"
            + "|union|association|league))" + Tail),
        .. Both("hobby", "collects?\\s+(?<v>(?!it\\b|my\\b|the\\b"
            + "|data\\b)[^,;:!?()]+?)" + Tail, list: true, whole: "collects?"),
        .. Both("hobby", "plays?\\s+(?<v>(?:the\\s+)?(?!(?:for|with|a|an|my|it|some|against|in"
            + "|at)\\b)[^,;:!?()]+?)(?:\\s+on\\s+.*)?" + Tail, list: true, whole: "plays?"),
        .. Me("hobby", "(?:am|'m|’m)\\s+learning\\s+(?:how\\s+to\\s+play\\s+|to\\s+play\\s+)?(?<v>(?!to\\b|how\\b"
            + "|about\\b|that\\b|a\\s+lot)[^,;:!?()]+?)" + Tail),
        .. Me("hobby", "(?:gave\\s+up|quit|stopped|don't|do\\s+not|no\\s+longer)\\s+(?:collect(?:ing)?\\s+"
            + "|play(?:ing)?\\s+)(?<v>(?!my\\b)[^,;:!?()]+?)(?:\\s+any\\s?more)?" + End, Polarity.Ended),
        .. Both("skill", "(?:know|knows)\\s+how\\s+to\\s+" + Value + Tail),
        .. Them("skill", "can\\s+(?<v>(?:fix|play|weld|cook|sew|knit|code|program|juggle|drive|type|read|sing|dance"
            + "|ride|build|repair)\\b[^,;:!?()]*?)" + Tail),
        .. Them("owns", "(?:drive|drives|own|owns)\\s+(?:an?|the|my)\\s+" + Value + Tail, list: true),
        .. Them("owns", "bought\\s+(?:myself\\s+)?(?:an?|the)\\s+" + Value + Tail, dated: false),
        .. Both("owns", "(?:(?:have|has|'ve|’ve)\\s+)?(?:sold|got\\s+rid\\s+of)\\s+(?:my|our|the|his"
            + "|her)\\s+(?!smell\\b|stain|mould\\b|rust\\b|weeds\\b|wasps\\b|ants\\b|idea\\b|error|bug\\b)" + Value
            + "(?:\\s+(?:after|when|before|for|to|on"
            + "|via)\\s+.*)?" + Tail, Polarity.Ended, dated: true),
        .. Both("owns", "cancell?ed\\s+(?:my|our)\\s+" + Value + "(?:\\s+(?:after|when|before)\\s+.*)?" + Tail,
            Polarity.Ended, dated: true),
        .. Me("nickname", "call\\s+me\\s+(?<v>\\p{Lu}[\\p{L}'’-]*)" + EndOrComma, bare: true),
        .. Me("name", "(?:am|'m|’m)\\s+(?:called|named)\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Them("age", "(?:am|'m|’m|is|turned"
            + "|just\\s+turned)\\s+(?<v>\\d{1,3})(?![.\\d])(?:\\s+years?\\s+old)?(?:\\s+(?:yesterday|today"
            + "|last\\s+\\w+|in\\s+\\w+))?" + EndOrAnd, dated: true),

        // What is said of things and people in general: an author, a capital, a currency.
        .. Them("boss", "reports\\s+to\\s+" + Value + End),
        .. Them("partner", "(?:(?:re)?married\\s+and\\s+is\\s+now\\s+married\\s+to|is\\s+(?:now\\s+)?married\\s+to"
            + "|remarried\\s+to|married)\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + End),
        .. Me("partner", "(?:am|'m|’m)\\s+(?:now\\s+)?(?:married|engaged)\\s+to\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + End),
        .. Me("partner", "(?:am|'m|’m)\\s+dating\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + End),
        .. Them("author", "(?:was|were)\\s+(?:in\\s+fact\\s+|actually\\s+)?written\\s+by\\s+" + Value + End),
        .. Them("founder", "was\\s+(?:in\\s+fact\\s+|actually\\s+)?founded\\s+by\\s+" + Value + End),
        .. Them("director", "was\\s+(?:in\\s+fact\\s+|actually\\s+)?directed\\s+by\\s+" + Value + End),
        .. Them("headquarters", "(?:is\\s+(?:now\\s+)?headquartered\\s+in|has\\s+its\\s+headquarters\\s+in"
            + "|moved\\s+its\\s+headquarters\\s+to)\\s+" + Value + End),
        .. Them("capital", "(?:moved\\s+its\\s+capital\\s+to)\\s+" + Value + End),
        .. Them("currency", "(?:switched\\s+its\\s+currency\\s+to"
            + "|uses)\\s+(?:the\\s+)?" + Value + "(?:\\s+as\\s+its\\s+currency)?" + End),
        .. Them(null, "has\\s+(?<v>\\p{Lu}[^,;:!?()]*?)\\s+as\\s+its\\s+(?<slot>[a-z]+)" + End),
        .. Them(null, "has\\s+a\\s+new\\s+(?<slot>[a-z]+),\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + End),
        .. Them("team", "(?:plays?|now\\s+plays)\\s+for\\s+(?:the\\s+)?" + Value + End),
        .. Them("team", "(?:was\\s+(?:transferred|traded)\\s+to|signed\\s+(?:with|for)"
            + "|is\\s+a\\s+player\\s+(?:of|for|with))"
            + "\\s+(?:the\\s+)?" + Value + End),
        .. Them("birthplace", "was\\s+(?:actually\\s+)?born\\s+in\\s+" + Value + End),
        new("author", Compile("^\\W*(?<v>\\p{Lu}[^,;:!?()]*?)\\s+wrote\\s+(?<s>\\p{Lu}[^,;:!?()]*?)" + End)),
        new("employe"
            + "r", Compile("^\\W*(?<v>\\p{Lu}[^,;:!?()]*?)\\s+is\\s+where\\s+(?<s>\\p{Lu}[^,;:!?()]*?)\\s+work"
            + "s" + End)),
        new("hom"
            + "e", Compile("^\\W*(?<v>\\p{Lu}[^,;:!?()]*?)\\s+is\\s+where\\s+(?<s>\\p{Lu}[^,;:!?()]*?)\\s+live"
            + "s" + End)),
        new(null, Compile("^\\W*(?<s>\\p{Lu}[^,;:!?()]*?)\\s+is\\s+led\\s+by\\s+its\\s+(?<slot>[\\p{L}]+)\\s+(?<v>"
            + "\\p{Lu}[^,;:!?()]*?)" + End)),
    ];

    private static string Tail =>
        "(?:\\s+(?:for\\s+(?:work|now|years|a\\s+while|\\d+\\s+years)|now|right\\s+now|at\\s+the\\s+moment|too"
            + "|as\\s+well|a\\s+lot|very\\s+much|so\\s+much|with\\s+a\\s+passion|btw|lol|haha|though"
        + "|these\\s+days|again|instead|since\\s+\\w+|in\\s+(?:19|20)\\d\\d|last\\s+\\w+|this\\s+\\w+|yesterday|today"
        + "|on\\s+\\w+day|\\w+\\s+\\w+\\s+ago|in\\s+(?:January|February|March|April|May|June|July|August|September"
        + "|October|November|December)|on\\s+weekends|sadly|together))*" + EndOrComma;

    private static string EndOrAnd => "(?:\\s+(?:and|but|so)\\b|\\s*[.,;:!?()]|\\s*$)";

    private static ClaimRule[] Both(
        string slot, string verb, Polarity polarity = Polarity.Holds, bool list = false, bool dated = false,
            string? whole = null) =>
    [
        .. Me(slot, verb, polarity, list, dated, whole: whole),
        .. Them(slot, verb, polarity, list, dated, whole),
    ];

    private static ClaimRule[] Me(
        string? slot,
        string verb,
        Polarity polarity = Polarity.Holds,
        bool list = false,
        bool dated = false,
        bool bare = false,
        string? whole = null) =>
        [new(slot, Compile(Start + (bare ? "(?:please\\s+)?(?:just\\s+)"
            + "?" : I + "\\s"
            + "*" + Adverbs) + OfVerb(verb, whole).Replace("\\p{Lu"
            + "}", "(?-i:\\p{Lu})", StringComparison.Ordinal), ignoreCase: true),
            polarity, list, dated)];

    private static ClaimRule[] Them(
        string? slot, string verb, Polarity polarity = Polarity.Holds, bool list = false, bool dated = false,
            string? whole = null) =>
        [new(slot, Compile(Start + Other + ",?\\s+" + Adverbs + OfVerb(verb, whole)), polarity, list, dated)];

    /// <remarks>A hobby is named with its verb ("collect stamps"): the value begins there.</remarks>
    private static string OfVerb(string verb, string? whole) =>
        whole is null ? verb : verb.Replace(whole + "\\s+(?<v>", "(?<v>" + whole + "\\s+", StringComparison.Ordinal);

    private static Regex Compile(string pattern, bool ignoreCase = false) => new(
        pattern,
        RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
        Patterns.Longest);
}
