namespace Agents.Memory.Extraction.English;

/// <summary>The forms in which what is over is named together with what it was: its slot ends even where it was never
/// told before.</summary>
internal static partial class EnglishPassing
{
    private const string Firm = @"(?<v>(?:the )?\p{Lu}[\p{L}\p{N}'’&-]*(?: (?:(?:and|of|&) )?\p{Lu}[\p{L}\p{N}'’&-]*)*"
        + @"(?: & \p{Lu}\p{L}+)?)";

    private const string Mate = @"(?<v>(?!He\b|She\b|They\b|It\b|We\b|You\b|My\b|So\b|And\b|But\b)\p{Lu}\p{L}+)";

    private const string Thing = @"(?<v>(?!(?:smell|stain|mould|mold|rust|weeds|wasps|ants|mice|rats|slugs|errors?"
            + @"|bugs?"
        + @"|warning|habit|virus|rash|cold|headache|spots|pain|idea|urge|feeling|fear|hiccups|kids|keys)\b)"
        + @"\p{L}[\p{L}\p{N}'’-]*(?: (?!in\b|on\b|from\b|last\b|to\b|for\b|and\b|but\b|off\b"
            + @"|years\b)[\p{L}\p{N}][\p{L}\p{N}'’-]*)"
        + @"{0,2}?)(?=\W*$|[,.;:!?(]| (?:in|on|from|last|to|for|and|but|because|so|after|when|at|this|off|yesterday"
            + @"|today"
        + @"|years|now|already|with|since|before|ages|a|over|years|weeks|months|as|while|away|back)\b)";

    private const string Bond = @"(?: have| are| were|['’]ve|['’]re| just| now| got| finally| officially| decided to"
        + @"| agreed to)* (?:split(?: up)?|broke up|broken up|are over|parted ways|no longer together|separated"
            + @"|divorced"
        + @"|getting divorced|history|called it (?:off|quits|a day)|aren['’]t together|not together"
        + @"|aren['’]t (?:a couple|an item)|no longer (?:a couple|an item)|went our separate ways|done)\b";

    private static IReadOnlyList<ClaimRule> Over { get; } =
    [
        Rule("employer", @"\b(?:I['’]m|I am|[Ww]e['’]re) no longer (?:with|at|working (?:at|for|with)"
            + @"|employed (?:by|at))"
            + " (?!" + EnglishRules.Services + @"\b)" + Firm, Polarity.Ended, dated: true),
        Rule("employer", @"\bI (?:don['’]t|do not|no longer) work (?:at|for|with) " + Firm,
            Polarity.Ended, dated: true),
        Rule("employer", @"\b(?:handed in my (?:notice|resignation)|gave (?:in )?my notice|resigned|(?:got|was|been)"
            + @" (?:let go|laid off|sacked|fired|made redundant)|redundant|finished up|walked out|took redundancy"
            + @"|retired) (?:at|from|by) " + Firm, Polarity.Ended, dated: true),
        Rule("employer", @"\b(?:my|[Mm]y) (?:last|final) (?:day|week|shift) (?:at|with) " + Firm, Polarity.Ended,
            dated: true),
        Rule("employer", @"(?:^\W*(?:(?:[Oo]h|[Ss]o|[Aa]nd|[Bb]ut|[Ww]ell),? (?:and )?)*|\b(?:and|but|so|that) )" + Firm
            + @" (?:has |have |just |finally |sadly )*(?:let me go|laid me off|made me redundant|fired me|sacked me"
            + @"|gave me the (?:boot|push|sack)|showed me the door)\b", Polarity.Ended, dated: true),
        Rule("partner", @"(?:^\W*(?:\w+,? )?|[,;.] |\b(?:and|but|that) )" + Mate + @" and (?:I|me)\b" + Bond,
            Polarity.Ended, dated: true),
        Rule("partner", @"\b(?:[Mm]e|I) and " + Mate + Bond, Polarity.Ended, dated: true),
        Rule("partner", @"(?:^\W*(?:in the end,? |last \w+,? |In the end,? |\w+,? )?|[,;.] |\b(?:and|but) )"
            + Mate + @" (?:has |just |finally |went and )*"
            + @"(?:dumped me|left me(?=\W*$|[,.;!]| for\b| after\b| in\b| last\b)|broke up with me|divorced me"
            + @"|walked out on me)", Polarity.Ended, dated: true),
        Rule("partner", @"\b(?:broke|broken|split)(?: up)? with (?:my \p{Ll}+,? )?"
            + Mate, Polarity.Ended, dated: true),
        Rule("partner", @"\b(?:[Mm]y|the) (?:ex|ex-(?:husband|wife|boyfriend|girlfriend|partner)|late (?:husband|wife"
            + @"|partner)),? " + Mate, Polarity.Ended),
        Rule("partner", @"\b(?:lost|buried) my (?:husband|wife|partner),? " + Mate, Polarity.Ended, dated: true),
        Rule("pet", @"\b(?:had to |have to )?(?:have|had|put) (?:(?:my|our) (?:\p{Ll}+ ){0,2}\p{Ll}+,? )?" + Mate
            + @",? (?:put to sleep|put down|to sleep|put to rest)\b", Polarity.Ended, dated: true),
        Rule("pet", @"\b(?:lost|buried|rehomed|re-homed|said goodbye to) (?:my|our) (?:\p{Ll}+ )??" + AnyPet + @",? "
            + Mate, Polarity.Ended, dated: true),
        Rule("pet", @"\b(?:[Mm]y|[Oo]ur) (?:\p{Ll}+ )??" + AnyPet + @",? " + Mate + @",? (?:has |sadly )?(?:died"
            + @"|passed away|passed|didn['’]t make it|didn['’]t pull through|crossed the rainbow bridge|ran away"
            + @"|is gone"
            + @"|was run over|got run over)\b", Polarity.Ended, dated: true),
        Rule("owns", Ending + @"(?:sold|got(?:ten)? rid of|scrapped|flogged|pawned|donated|binned|ditched|traded in"
            + @"|wrote off|parted with|gave away)(?: off)? (?:my|our|the) (?:old )?"
            + Thing, Polarity.Ended, dated: true),
        Rule("owns", Ending + @"(?:swapped|traded(?: in)?) (?:my|our|the) (?<v>\p{L}[\p{L} ]{2,40}?) for ",
            Polarity.Ended, dated: true),
        Rule("owns", @"\b(?:[Ss]omeone|[Ss]omebody|[Tt]hieves|[Ss]ome \p{Ll}+|[Tt]hey) (?:has |have "
            + @"|went and )*(?:nicked"
            + @"|stole|stolen|pinched|robbed) (?:my|our|the) " + Thing, Polarity.Ended, dated: true),
        Rule("owns", @"\b(?:[Mm]y|[Oo]ur) (?<v>(?:\p{Ll}+ )?(?:car|van|bike|motorbike|boat|laptop|phone|caravan|scooter"
            + @"|tractor|campervan)) (?:was|got|has been) (?:stolen|nicked|written off|totalled|totaled|scrapped|sold"
            + @"|repossessed)\b", Polarity.Ended, dated: true),
        Rule("owns", Ending + @"(?:closed(?: down)?|shut(?: down)?|wound up|sold) (?:my|our|the) (?<v>(?:\p{Ll}+ )?"
            + @"(?:shop|salon|bakery|business|café|cafe|restaurant|pub|studio|farm|company|gallery|garage|bookshop))"
            + @"(?= (?:for good|last|in|on|down|this|after|because)\b|[,.;!]|\W*$)", Polarity.Ended, dated: true),
        Rule("home", @"\b(?:I|[Ww]e)(?:['’]ve| have)? (?:gave up|given up|moved out of|sold|gave notice on"
            + @"|left) (?:my|our"
            + @"|the) (?<v>(?:\p{Ll}+ )?(?:flat|house|apartment|room|studio|bedsit|cottage|bungalow|place) (?:in|on|at)"
            + " " + Place + ")", Polarity.Ended, dated: true),
        Rule("home", @"\b(?:I['’]m|[Ww]e['’]re) (?:finally |now )?out of (?<v>\p{Lu}\p{L}+ (?:Road|Street|Lane|Avenue"
            + "|Close|Drive|Court|Square|Terrace|Crescent|House))", Polarity.Ended, dated: true),
        Rule("home", @"\b(?:I|[Ww]e)(?:['’]ve| have)? moved out of " + Firm, Polarity.Ended, dated: true),
        Rule("home", @"\b(?:I|[Ww]e)['’]?(?:ve| have)? moved (?:my|our) (?<s>\p{Ll}+) out of " + Firm, Polarity.Ended),
        Rule("diet", @"\b(?:I['’]m|I am|[Ww]e['’]re) (?:not|no longer) (?:an? )?(?:strict )?(?<v>vegan|vegetarian"
            + @"|pescatarian|keto)(?: any ?more| any longer| now)?(?<=no longer .*|more|longer|now)", Polarity.Ended),
        Rule("hobby", Ending + @"(?:packed in|gave up|given up|quit|jacked in|stopped|dropped) (?:the )?(?<v>(?!smoking"
            + @"|drinking|vaping|working|teaching|nursing|trading|worrying|complaining|going|doing|using|taking|being"
            + @"|seeing|having|eating|trying|buying|paying"
            + @"|getting|making|talking|sleeping|living|asking|caring|biting|coming)\p{Ll}+(?: \p{Ll}+)?ing|football"
            + @"|tennis|golf|judo|karate|pottery|yoga|pilates|ballet|chess|rugby|cricket|archery|netball)(?=\W*$|[,.;!]"
            + @"| (?:in|after|last|this|because|and|but|when|years|for good|altogether|a|as)\b)", Polarity.Ended,
            dated: true),
        Rule("hobby", @"\b[Uu]sed to (?:be (?:really |very |big |mad |well |so )*into|love|enjoy) (?<v>\p{Ll}+ing)\b"
            + @"(?= but\b|,| until\b| before\b)", Polarity.Ended),
    ];

    private const string AnyPet = @"(?:dog|cat|puppy|kitten|rabbit|hamster|horse|pony|parrot|tortoise|budgie|ferret"
        + @"|guinea pig|beagle|labrador|lab|spaniel|collie|terrier|whippet|greyhound|lurcher|poodle|pug|tabby|retriever"
        + @"|gerbil|rat|goldfish|bunny|hen|cockatiel|dachshund|husky|corgi|setter|hound|mutt)";
}
