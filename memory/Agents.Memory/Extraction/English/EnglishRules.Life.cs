namespace Agents.Memory.Extraction.English;

/// <summary>How English first speaks of what comes into a life: work, people, things, pastimes, clubs.</summary>
internal static partial class EnglishRules
{
    private const string Named = "(?<v>(?!Dr\\b|Mr\\b|Mrs\\b|Ms\\b"
        + "|Prof\\b)\\p{Lu}[\\p{L}'’-]+(?:\\s+\\p{Lu}[\\p{L}'’-]+)?)(?!\\p{L})";

    private const string Group = "(?:club|party|team|choir|band|society|union|association|group|league|orchestra"
        + "|gym|church"
        + "|committee|board|guild|crew|troupe|council|squad|scheme|parish|fraternity|sorority|cooperative|co-op"
        + "|reserves"
        + "|brigade|quartet|ensemble)";

    private const string Networks = "(?:Instagram|Facebook|Twitter|LinkedIn|TikTok|Discord|Reddit|Mastodon"
        + "|Bluesky|Snapchat"
        + "|WhatsApp|Telegram|Strava|Tinder|Bumble|Hinge|Pinterest|Twitch|Goodreads|Threads)";

    public const string Services = "(?:Spotify|Netflix|Audible|Hulu|Disney\\+|Tidal|Deezer|Mubi|Patreon|Substack"
        + "|Amazon\\s+Prime"
        + "|Apple\\s+Music|YouTube\\s+Premium|Vodafone|Telia|T-Mobile|Verizon|AT&T|O2|EE|Giffgaff|HelloFresh"
        + "|Duolingo\\s+Plus"
        + "|Headspace|Calm|Dropbox|Medium|Kindle\\s+Unlimited|Paramount\\+|Crunchyroll)";

    private const string Degree = "(?:an?|my)\\s+(?:\\w+\\s+)?(?:master['’]?s?|bachelor['’]?s?|phd|doctorate"
        + "|degree|msc|bsc|ma|ba"
        + "|mba|postdoc|llm|apprenticeship)(?:\\s+degree)?";

    private const string Sports = "(?:bouldering|climbing|hiking|swimming|running|cycling|skiing|fishing|sailing"
        + "|surfing|dancing"
        + "|jogging|kayaking|rowing|camping|birding|birdwatching|horse\\s?riding|riding|skating|snowboarding"
        + "|diving|foraging"
        + "|hunting|orienteering|paddleboarding|canoeing|caving|ice\\s+skating|mountain\\s+biking|wild\\s+swimming)";

    private const string Crafts = "(?:pottery|yoga|judo|karate|pilates|ballet|crossfit|archery|ceramics|woodwork"
        + "|calligraphy"
        + "|taekwondo|boxing|zumba|aikido|kickboxing|parkour|gymnastics|improv|tai\\s+chi|photography|jiu-jitsu|fencing"
        + "|origami|embroidery|salsa|tango|theatre|amateur\\s+dramatics|life\\s+drawing|weightlifting|athletics)";

    private const string Pastimes = "(?:knit|crochet|sew|jog|paint|bake|surf|ski|climb|row|fence|sail|fish|hike"
        + "|sculpt|juggle"
        + "|skate|quilt|embroider|whittle|forage|birdwatch|garden|swim|cycle|dance|sing)";

    private const string Month = "(?:January|February|March|April|May|June|July|August|September|October|November"
        + "|December)";

    public const string CalendarDay = "(?:(?:the\\s+)?\\d{1,2}(?:st|nd|rd|th)?(?:\\s+of)?\\s+" + Month + "|" + Month
        + "\\s+(?:the\\s+)?\\d{1,2}(?:st|nd|rd|th)?)(?:,?\\s+\\d{4})?";

    private static ClaimRule[] Life =>
    [
        .. Work, .. People, .. Groups, .. Pastime, .. Body,
        .. Me("owns", "(?:bought|got)\\s+(?:myself\\s+)?an?\\s+new\\s+[^,;]+?,\\s+an?\\s+(?<v>\\p{Lu}[^,;:!?()]*?)"
            + Tail),
        .. Me("owns", "(?:got|treated|bought)\\s+(?:myself|ourselves)\\s+(?:to\\s+)?(?:an?|the"
            + "|some)\\s+" + Value + Tail),
        .. Me("owns", "inherited\\s+(?:an?|the|my\\s+\\w+['’]s)\\s+" + Value + Tail),
        .. Me("owns", "rent\\s+(?!out\\b)(?:an?|the)\\s+(?<v>(?!room|flat|house|apartment|place|studio|bedsit"
            + "|car\\b|bike"
            + "|film|movie|spare)[^,;:!?()]+?)" + Tail),
        .. Me("prefers", "(?:'d|’d|would)\\s+rather\\s+(?:have|use|get|eat|drink|read|play"
            + "|watch)\\s+(?<v>(?!you\\b|it\\b"
            + "|that\\b|not\\b)[^,;:!?()]+?)(?:\\s+(?:for|than|over|when|if)\\b.*)?" + EndOrComma),
        .. Me("dislikes", "(?<v>\\p{L}[\\p{L} -]{2,25}?),?\\s+I\\s+(?:really\\s+|absolutely\\s+"
            + "|just\\s+)*(?:can't\\s+stand"
            + "|can’t\\s+stand|hate|loathe|detest)" + End, bare: true),
    ];

    private static ClaimRule[] Work =>
    [
        .. Both("employer", "(?:started|begun|began)(?:\\s+(?:a\\s+new\\s+job|a\\s+job|working|work"
            + "|my\\s+new\\s+job))?\\s+(?:at"
            + "|for)\\s+(?<v>(?!Uni\\b|School\\b|University\\b"
            + "|College\\b)\\p{Lu}[^,;:!?()]*?)(?:\\s+as\\s+.*)?" + Tail, dated: true),
        .. Both("employer", "(?:got|landed|found|took|accepted)\\s+(?:an?|the|my\\s+first"
            + "|my)\\s+(?:new\\s+)?(?:job|position|role"
            + "|post)\\s+(?:at|with)\\s+" + Value + Tail, dated: true),
        .. Both("employer", "(?:(?:was|got|been|just\\s+got)\\s+)(?:hired|taken\\s+on|recruited)\\s+(?:by"
            + "|at)\\s+" + Value + Tail,
            dated: true),
        .. Me("employer", "(?:am|'m|’m)\\s+(?:now|back|still)\\s+at\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Me("employer", "(?:am|'m|’m)\\s+at\\s+(?<v>\\p{Lu}[^,;:!?()]*?)\\s+(?:now|these\\s+days)" + End),
        .. Me("employer", "still\\s+at\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + Tail, bare: true),
        .. Both("employer", "left\\s+\\p{Lu}[^,;:]*?\\s+(?:for"
            + "|to\\s+join)\\s+(?<v>(?!Good\\b)\\p{Lu}[^,;:!?()]*?)" + Tail, dated: true),
        .. Both("employer", "teach(?:es)?\\s+(?:[\\p{L}\\p{N}]+\\s+){1,3}at\\s+(?<v>(?:an?\\s+"
            + "|the\\s+)?[\\p{Lu}\\p{Ll}][^,;:!?()]*?)" + Tail),
        .. Both("employer", "works?\\s+(?:\\w+\\s+)?as\\s+(?:an?|the)\\s+[^,;]+?\\s+(?:at|for|with"
            + "|in(?=\\s+an?\\s+(?!town|city"
            + "|village|small\\s+town|country)))\\s+" + Value + Tail),
        .. Both("occupation", "teach(?:es)?\\s+(?<v>(?!me\\b|you\\b|them\\b|us\\b|him\\b|her\\b|my\\b|how\\b"
            + "|people\\b|at\\b|in\\b|from\\b)"
            + "[\\p{L}\\p{N} ]+?)(?:\\s+(?:at|in|to|on|for)\\s+.*)?" + Tail, whole: "teach(?:es)?"),
        .. Me("school", "(?:am|'m|’m|been)\\s+(?:doing|studying\\s+for|working\\s+on|finishing|starting)\\s+" + Degree
            + "(?:\\s+in\\s+[\\p{L} ]+?)?\\s+at\\s+(?<v>(?:the\\s+)?\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Me("major", "(?:am|'m|’m|been)\\s+(?:doing|studying\\s+for|working\\s+on|finishing|starting)\\s+" + Degree
            + "\\s+in\\s+(?<v>[\\p{L} ]+?)(?:\\s+at\\s+.*)?" + Tail),
        .. Me("school", Year
            + "[\\p{L} ]+?\\s+(?:student\\s+)?at\\s+(?<v>(?:the\\s+)?\\p{Lu}[\\p{L}' -]*?)(?:\\s+here)?"
            + EndOrComma, bare: true),
        .. Me("major", Year + "(?<v>(?!student|at\\b)[\\p{L} ]+?)\\s+(?:student\\s+)?at\\s+.*", bare: true),
    ];

    private const string Year = "(?:I'm\\s+a\\s+|i’m\\s+a\\s+|im\\s+a\\s+)?(?:\\d(?:st|nd|rd|th)|first|second"
        + "|third|fourth|final)"
        + "[ -]year\\s+";

    private static ClaimRule[] People =>
    [
        .. Both("partner", "(?:am|'m|’m|is|are|been)\\s+" + Adverbs + "(?:dating|going\\s+out\\s+with"
            + "|in\\s+a\\s+relationship"
            + "\\s+with|together\\s+with)\\s+(?:an?\\s+[\\p{L} ]+?\\s+(?:called|named),?\\s+)?" + Named),
        .. Me("partner", "(?:(?:have|'ve|’ve)\\s+)?been\\s+seeing\\s+(?:an?\\s+[\\p{L} ]+?\\s+(?:called"
            + "|named),?\\s+)?" + Named),
        .. Me("partner", "(?:am|'m|’m)\\s+seeing\\s+(?:someone|an?\\s+(?:guy|girl|man|woman|boy|bloke"
            + "|lad))(?:\\s+new)?(?:"
            + "\\s+(?:called|named)|,)\\s+" + Named),
        .. Me("partner", "have\\s+a\\s+(?:new\\s+)?(?:boyfriend|girlfriend|partner|husband|wife)(?:\\s+(?:called"
            + "|named)|,)\\s+"
            + Named),
        .. Me("roommate", "(?:share|live)\\s+(?:(?:a|the|my|our)\\s+(?:\\w+\\s+)?(?:flat|room|house|place"
            + "|apartment|studio)\\s+)?with"
            + "\\s+(?:(?:my|a)\\s+)?(?:new\\s+)?(?:roommate|flatmate|housemate),?\\s+(?:called\\s+"
            + "|named\\s+)?" + Named),
        .. Me(null, "(?:see|go\\s+to|am\\s+seeing|'m\\s+seeing|am\\s+with|'ve\\s+got|have|got)\\s+(?:an?"
            + "|my)\\s+(?:new\\s+)?(?<slot>"
            + "dentist|physiotherapist|physio|therapist|osteopath|chiropractor|psychologist|dermatologist"
            + "|optician|counsellor"
            + "|counselor|psychiatrist|doctor)(?:\\s+[^,;]{2,30})?(?:,|\\s+called"
            + "|\\s+named)\\s+(?<v>(?:Dr\\.?\\s+)?\\p{Lu}[\\p{L}'’-]+"
            + "(?:\\s+\\p{Lu}[\\p{L}'’-]+)?)(?!\\p{L})"),
        .. Me("lodger", "(?:rent|let)(?:ting|ing)?\\s+(?:out\\s+)?(?:the|my|our"
            + "|a)\\s+(?:spare\\s+)?(?:\\w+\\s+)?room\\s+(?:out\\s+)?to\\s+(?:an?\\s+"
            + "\\w+(?:\\s+called|\\s+named|,)\\s+)?" + Named),
        .. Both("partner", "(?:(?:have|'ve|’ve)\\s+)?(?:broke|broken"
            + "|split)(?:\\s+up)?\\s+with\\s+(?:my\\s+\\w+,?\\s+)?" + Named, Polarity.Ended,
            dated: true),
        .. Me("nickname", "(?:everyone|everybody|people|(?:my\\s+)?friends"
            + "|most\\s+people)\\s+(?:just\\s+)?calls?\\s+me\\s+(?<v>"
            + "\\p{Lu}[\\p{L}'’-]*)(?!\\p{L})", bare: true),
        .. Me("nickname", "go\\s+by\\s+(?<v>\\p{Lu}[\\p{L}'’-]*)" + EndOrComma),
        .. Me("name", "(?:(?:my|the)\\s+)?name['’]?s\\s+"
            + "(?<v>\\p{Lu}[\\p{L}'’-]+(?:\\s+\\p{Lu}[\\p{L}'’-]+)*)(?!\\p{L})",
            bare: true),
        .. Me("home", "(?:am|'m|’m)\\s+(?:back|now"
            + "|living)\\s+in\\s+(?:an?\\s+[\\p{L} -]+?\\s+in\\s+)?(?<v>\\p{Lu}[\\p{L}'’-]*(?:\\s+"
            + "\\p{Lu}[\\p{L}'’-]*)*)(?!\\p{L})"),
        .. Me("home", "now\\s+I['’]m\\s+(?:living\\s+)?in\\s+(?<v>\\p{Lu}[\\p{L}'’ -]*?)" + Tail, bare: true),
        .. Both("home", "lives?\\s+(?:above|over|behind|opposite|next\\s+to|next\\s+door\\s+to|near|beside"
            + "|on)\\s+(?<v>(?:(?:the|an?)\\s+)?\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Me("home", "packed\\s+up\\s+and\\s+moved\\s+to\\s+" + Value + Tail, dated: true),
    ];

    private static ClaimRule[] Groups =>
    [
        .. Me("member_of", "signed\\s+up\\s+(?:at|with)\\s+(?<v>\\p{Lu}[^,;:!?()]*?)" + Tail),
        .. Both("member_of", "(?:(?:have|has|'ve|’ve)\\s+)?(?:just\\s+)?joined\\s+(?<v>(?:the|an?|our"
            + "|my)\\s+[^,;:!?()]*?" + Group
            + ")" + Tail, dated: true),
        .. Both("member_of", "(?:am|'m|’m|is)\\s+(?:in|on|part\\s+of|with)\\s+(?<v>(?:the|an?|our"
            + "|my)\\s+[^,;:!?()]*?" + Group
            + ")(?:\\s+(?:at|of)\\s+[^,;]+)?" + Tail),
        .. Both("member_of", "(?:sings?|plays?|dances?|rows?|runs?|acts?)\\s+(?:[\\p{L}]+\\s+){0,3}?(?:in|for"
            + "|with)\\s+(?<v>(?:the|an?"
            + "|our|my)\\s+[^,;:!?()]*?" + Group + ")" + Tail),
        .. Both("member_of", "(?:am|'m|’m|is)\\s+(?:not|no\\s+longer)\\s+(?:in|on|part\\s+of"
            + "|a\\s+member\\s+of)\\s+(?<v>(?:the|an?"
            + "|our|my)\\s+[^,;:!?()]*?" + Group + ")(?:\\s+any\\s?more|\\s+any\\s+longer)?" + EndOrComma,
                Polarity.Ended),
        .. Me("member_of", "(?:have\\s+|'ve\\s+|’ve\\s+)?(?:left|quit|resigned\\s+from"
            + "|stepped\\s+down\\s+from)\\s+(?<v>(?:the|our|my)"
            + "\\s+[^,;:!?()]*?" + Group + ")" + Tail, Polarity.Ended, dated: true),
        .. Me("member_of", "(?:am|'m|’m)\\s+(?:also\\s+|still\\s+)*on\\s+(?<v>(?-i:" + Networks + "))(?!\\p{L})"),
        .. Me("member_of", "(?:am|'m|’m)\\s+(?:not"
            + "|no\\s+longer)\\s+on\\s+(?<v>(?-i:" + Networks + "))(?!\\p{L})", Polarity.Negated),
        .. Me("account", "(?:don't|do\\s+not|don’t)\\s+(?:do|use"
            + "|have)\\s+(?<v>(?-i:" + Networks + "))(?!\\p{L})", Polarity.Negated),
        .. Me("subscription", "(?:am|'m|’m)\\s+(?:also\\s+|still\\s+|back\\s+)*(?:on"
            + "|with)\\s+(?<v>(?-i:" + Services + ")(?:\\s+and\\s+on\\s+(?-i:"
            + Services + "))?)(?!\\p{L})", list: true),
        .. Me("subscription", "(?:subscribe|subscribed"
            + "|have\\s+subscribed)\\s+to\\s+(?<v>[^,;:!?()]+?)" + Tail, list: true),
        .. Me("subscription", "get\\s+(?<v>(?:the\\s+)?\\p{Lu}[^,;:!?()]*?)\\s+delivered\\b.*"),
    ];

    private static ClaimRule[] Pastime =>
    [
        .. Both("hobby", "(?:have\\s+|has\\s+|'ve\\s+|’ve\\s+)?(?:just\\s+|recently\\s+)?(?:taken|took"
            + "|taking)\\s+up\\s+(?<v>(?!a\\b|an\\b"
            + "|the\\s+(?:offer|job|post)|with\\b|too\\b|most\\b|my\\b)[^,;:!?()]+?)" + Tail),
        .. Me("hobby", "(?:have\\s+)?(?:been\\s+|am\\s+|'m\\s+|’m\\s+)?(?:really\\s+)?(?:getting|got"
            + "|gotten)\\s+(?:really\\s+|back\\s+)?into"
            + "\\s+(?<v>(?!the\\b|a\\b|an\\b|trouble\\b|it\\b|that\\b|my\\b|bed\\b|our\\b)[^,;:!?()]+?)" + Tail),
        .. Both("hobby", "(?:am|'m|’m|is)\\s+(?:really\\s+|very\\s+|big\\s+|all\\s+"
            + "|so\\s+)*into\\s+(?<v>(?!the\\b|a\\b|an\\b|it\\b|that\\b|my\\b"
            + "|you\\b|him\\b|her\\b|them\\b)[^,;:!?()]+?)" + Tail, list: true),
        .. Both("hobby", "(?:do|does|practi[sc]es?)\\s+(?<v>" + Crafts + "(?:(?:,|,?\\s+and)\\s+" + Crafts
            + ")*)(?!\\p{L})", list: true),
        .. Both("hobby", "goe?s?\\s+(?<v>" + Sports + ")(?!\\p{L})"),
        .. Me("hobby", "(?<v>" + Pastimes + ")(?:\\s+(?:too|as\\s+well|mostly|for\\s+fun|as\\s+a\\s+hobby"
            + "|a\\s+lot|a\\s+bit|in\\s+my\\s+spare\\s+time"
            + "))?(?:\\s*[,.!]|\\s*$)"),
        .. Me("habit", "(?:also\\s+)?(?<v>smoke|vape|bite\\s+my\\s+nails|chew\\s+my\\s+nails"
            + "|grind\\s+my\\s+teeth)(?!\\p{L})"),
        .. Me("hobby", "(?:have\\s+|'ve\\s+|’ve\\s+)?(?:quit|stopped|given\\s+up"
            + "|gave\\s+up)\\s+(?<v>" + Crafts + "|" + Sports
            + "|knitting|painting|gaming)(?!\\p{L})", Polarity.Ended, dated: true),
    ];

    private static ClaimRule[] Body =>
    [
        new("condition", Compile("\\b(?:[Tt]he|[Mm]y)\\s+(?:scan|x-ray|X-ray|mri|MRI|tests?|doctor|gp|GP"
            + "|specialist|consultant)\\s+"
            + "(?:says?|said|shows?|showed|found|confirmed)(?:\\s+(?:it's|I\\s+have"
            + "|that\\s+I\\s+have))?:?\\s+(?:an?\\s+)?(?<v>[\\p{Ll} -]{0,25}?"
            + "(?:disc|hernia|arthritis|asthma|diabetes|eczema|tendonitis|sciatica|coeliac|celiac|anaemia"
            + "|anemia))(?!\\p{L})")),
        .. Both("diet", "(?:been|am|'m|’m|is)\\s+(?:an?\\s+|on\\s+an?\\s+)?(?<v>vegan|vegetarian|pescatarian"
            + "|flexitarian|keto|halal"
            + "|kosher|gluten-free)\\s+(?:since|for)\\b", dated: true),
        .. Me("diet", "(?:am|'m|’m|went)\\s+on\\s+an?\\s+(?<v>(?!date|budget|roll)[\\p{L} -]*?\\bdiet)(?!\\p{L})"),
        .. Both("condition", "(?:suffers?|recovering)\\s+from\\s+" + Value + Tail),
        .. Me("condition", "my\\s+(?<v>(?:\\p{L}+\\s+)?(?:pain|asthma|migraines?|eczema|arthritis|diabetes"
            + "|anxiety|depression|insomnia|sciatica"
            + "|psoriasis))" + End, bare: true),
        .. Me("condition", "(?:see|go\\s+to|take|have)\\s+[^;]{3,50}?\\s+for\\s+my\\s+"
            + "(?<v>[\\p{L} ]{0,20}?(?:pain|asthma|migraines?|eczema"
            + "|arthritis|diabetes|anxiety|depression|insomnia|sciatica|psoriasis))(?!\\p{L})"),
        .. Me("condition", "my\\s+(?<v>migraines?|asthma|eczema|back\\s+pain|sciatica|insomnia|hay\\s+fever"
            + "|arthritis|vertigo|tinnitus)"
            + "\\s+(?:is|are|has|have)\\s+(?:back|come\\s+back|returned|acting\\s+up|flared\\s+up)\\b.*", bare: true),
        .. Me("height", "(?:am|'m|’m)\\s+(?<v>(?:four|five|six|\\d)\\s*(?:foot|feet|ft)(?:\\s+(?:one|two|three"
            + "|four|five|six|seven|eight"
            + "|nine|ten|eleven|\\d{1,2}))?)(?!\\p{L})"),
        .. Me("birthday", "(?:was\\s+|'m\\s+|am\\s+)?born\\s+(?:on\\s+)?(?<v>" + CalendarDay + ")"),
        .. Them("birthday", "turns?\\s+(?:\\d+|\\w+)\\s+on\\s+(?<v>" + CalendarDay + ")"),
    ];
}
