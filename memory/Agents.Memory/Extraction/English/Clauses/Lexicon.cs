using System.Collections.Frozen;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>The words that say what a complement is: an illness, a job, a thing to own.</summary>
internal static class Lexicon
{
    private static readonly FrozenSet<string> Illnesses = Words.Set(
        """
        diabetes asthma eczema migraine migraines arthritis adhd autism epilepsy hypertension insomnia anxiety
        depression cancer ibs ocd ptsd anemia anaemia gout glaucoma psoriasis sciatica tendinitis tendonitis bursitis
        endometriosis hyperthyroidism hypothyroidism fibromyalgia parkinson's parkinsons crohn's crohns dementia
        alzheimer's alzheimers apnea apnoea rosacea osteoporosis lupus leukemia leukaemia hepatitis tinnitus vertigo
        scoliosis pcos copd hiv ckd gerd reflux cataracts astigmatism dyslexia dyspraxia dyscalculia colitis
        narcolepsy vitiligo pneumonia tuberculosis bronchitis emphysema angina arrhythmia afib cirrhosis schizophrenia
        bpd haemophilia hemophilia thalassemia neuropathy fasciitis lymphoma melanoma shingles bunions haemorrhoids
        hemorrhoids osteoarthritis prediabetes pre-diabetes pots me/cfs t1d t2d ms alopecia spondylitis
        """);

    private static readonly FrozenSet<string> IllnessPairs =
    [
        "blood pressure", "hay fever", "heart disease", "celiac disease", "coeliac disease", "crohn's disease",
        "heart condition", "heart murmur", "long covid", "tennis elbow", "golfer's elbow", "carpal tunnel",
        "hearing loss", "lactose intolerance", "gluten intolerance", "kidney disease", "kidney stones", "sleep apnea",
        "flat feet", "hip replacement", "knee replacement", "slipped disc", "herniated disc", "sickle cell",
        "cerebral palsy", "down syndrome", "down's syndrome", "multiple sclerosis", "cystic fibrosis",
        "thyroid disease", "autoimmune disease", "bipolar disorder", "eating disorder", "tourette's syndrome",
            "hiatus hernia",
        "chronic pain", "back pain", "lung disease", "restless legs", "varicose veins", "high cholesterol",
        "atrial fibrillation", "panic disorder", "vitamin deficiency", "iron deficiency", "stomach ulcer",
    ];

    private static readonly FrozenSet<string> Bad = Words.Set(
        """
        bad dodgy frozen slipped herniated weak gammy torn fused artificial prosthetic dicky wonky arthritic trick
        detached perforated crushed collapsed
        """);

    private static readonly FrozenSet<string> Body = Words.Set(
        """
        back knee knees hip hips shoulder shoulders heart ankle ankles wrist wrists neck eyes eyesight hearing lungs
        bladder disc discs acl meniscus eardrum vertebra leg foot retina rotator
        """);

    private static readonly FrozenSet<string> Afflicted = Words.Set(
        """
        pregnant diabetic asthmatic epileptic autistic dyslexic dyspraxic anemic anaemic hypertensive colorblind
        colourblind color-blind colour-blind deaf blind bipolar celiac coeliac prediabetic pre-diabetic
        neurodivergent hypothyroid immunocompromised paraplegic amputee wheelchair-bound haemophiliac hemophiliac
        short-sighted nearsighted shortsighted partially-sighted insulin-dependent
        """);

    private static readonly FrozenSet<string> Eaters = Words.Set(
        """
        vegan vegetarian veggie pescatarian pescetarian flexitarian keto halal kosher paleo gluten-free dairy-free
        plant-based lacto-vegetarian fruitarian teetotal
        """);

    private static readonly FrozenSet<string> Folk = Words.Set(
        """
        brit aussie kiwi scot dane swede finn pole turk spaniard irishman irishwoman englishman englishwoman frenchman
        frenchwoman dutchman welshman scotsman northern-irish filipina latvian catalan basque tibetan kurdish bengali
        punjabi tamil hausa yoruba igbo hongkonger singaporean scottish cornish
        """);

    private static readonly FrozenSet<string> Creeds = Words.Set(
        "muslim christian catholic protestant jewish hindu buddhist sikh atheist agnostic mormon baptist lutheran "
        + "taoist jain quaker methodist anglican presbyterian pagan wiccan evangelical pentecostal shia sunni");

    private static readonly FrozenSet<string> Tongues = Words.Set(
        """
        hausa yoruba igbo twi amharic somali tigrinya malayalam kannada gujarati sinhala nepali hokkien teochew hakka
        shanghainese bahasa javanese cebuano ilocano tagalog wolof zulu xhosa shona luganda lingala maori hawaiian
        quechua breton scots manx cornish luxembourgish romansh frisian sanskrit aramaic dari asl bsl mandarin creole
        pidgin odia assamese konkani tulu bhojpuri maithili marathi telugu tamil kinyarwanda malagasy uyghur azeri uzbek
        """);

    private static readonly FrozenSet<string> Things = Words.Set(
        """
        car van truck lorry bike bicycle motorbike motorcycle scooter boat yacht narrowboat caravan campervan camper rv
        motorhome trailer tractor kayak canoe house flat apartment condo cottage bungalow garden allotment greenhouse
        shed garage balcony patio conservatory farm piano guitar violin cello ukulele drum drums keyboard trumpet
        clarinet flute saxophone accordion banjo harp laptop computer pc desktop macbook imac ipad tablet phone iphone
        smartphone landline printer scanner camera drone telescope telly tv television projector console playstation
        xbox kindle smartwatch router microwave oven cooker hob freezer fridge dishwasher dryer washer hoover vacuum
        airfryer fryer blender mixer thermomix instant-pot wok barbecue bbq smoker grill lawnmower mower chainsaw drill
        lathe loom kiln sewing-machine treadmill rower trampoline pool sauna hot-tub fireplace woodburner stove boiler
        generator licence license mortgage passport shop restaurant café cafe salon bakery pub business bookshop gallery
        burner timeshare heater sofa couch mattress wardrobe e-bike ebike pushbike tent headphones amplifier amp synth
        synthesizer kettle toaster juicer strimmer ladder saw sander grinder sailboat dinghy upright moped quad
        hatchback
        dashcam dehumidifier dishwasher subwoofer turntable typewriter permit membership subscription visa lease
        locker mooring lock-up moorings stall wheelchair walker pushchair pram buggy
        """);

    private static readonly FrozenSet<string> Held = Words.Set(
        "bus season rail train travel library annual credit ski gym parking monthly yearly health life phone "
            + "savings bank");

    private static readonly FrozenSet<string> Dates = Words.Set(
        """
        appointment interview exam test meeting flight wedding christening baptism funeral party birthday concert gig
        recital show performance race marathon match tournament meet game final hearing viva defence defense surgery
        operation scan mri x-ray check-up checkup inspection root-canal canal extraction biopsy colonoscopy audition
        presentation talk demo deadline shift visit visitor conference workshop lesson class course holiday trip
        reunion barbecue bbq graduation prom rehearsal review audit reservation date call ceremony festival fair sale
        service viewing survey mot shoot retreat camp playdate sleepover dinner lunch brunch toast speech play
        assessment screening smear jab vaccination injection consultation physio session fitting delivery move
        """);

    private static readonly FrozenSet<string> Orgs = Words.Set(
        """
        hospital school council bank firm startup start-up university college bakery restaurant clinic library shop
        store warehouse factory agency charity nhs government ministry museum hotel café cafe pub bar gym salon studio
        nursery kindergarten lab laboratory supermarket garage farm airport kiosk company practice surgery theatre
        zoo brewery vineyard refinery mine port plant mill call-centre hospice prison embassy consultancy publisher
        newspaper bookshop bookstore dealership law-firm vet vets dentist dentists doctors pharmacy butchers chemist
        chippy nonprofit ngo institute academy centre center office fintech
        """);

    private static readonly FrozenSet<string> Groups = Words.Set(
        """
        club choir band orchestra team party union society association league committee board brigade quartet ensemble
        guild congregation church parish scouts guides pta wi council cooperative co-op chapter troupe company
        squad crew harriers reserves synagogue mosque collective lodge
        """);

    private static readonly FrozenSet<string> Amateurs = Words.Set(
        """
        keen avid amateur hobby hopeless terrible lousy good great decent would-be aspiring wannabe budding natural big
        fast slow heavy bad quick better armchair secret closet fellow aspiring seasoned born fictional real terrible
        """);

    // "-er" is a job only in these.
    private static readonly string[] Endings =
    [
        "ologist", "ographer", "iatrist", "iatrician", "nomist", "smith", "wright", "monger", "trician", "otherapist",
        "technician", "matician", "keeper", "worker", "driver", "engineer", "teacher", "manager", "nurse", "officer",
        "fighter", "hander", "layer", "fitter", "trader", "trawlerman", "postman", "milkman", "fireman", "handyman",
        "policeman", "fisherman", "tradesman", "craftsman", "cameraman", "lineman", "maker", "dresser", "writer",
    ];

    private static readonly FrozenSet<string> Letters = Words.Set(
        """
        retiree dev sysadmin rn lpn cna emt ceo cto cfo coo pm gp sre hca cop copper bouncer caterer servant squaddie
        marine
        sergeant tech principal dean labourer laborer groundworker stevedore cabbie postie sparky brickie quant streamer
        youtuber podcaster blogger rapper songwriter harpist percussionist signaller joiner nanny sub-editor
        choreographer
        """);

    /// <summary>Gets the skills that are named by a verb.</summary>
    public static FrozenSet<string> Skills { get; } = Words.Set(
        """
        swim drive cook ski sew knit crochet dance sing juggle whistle skate surf code program weld type read play ride
        fix bake build repair sail touch-type
        """);

    /// <summary>Gets the skills that are named with what they are done to: "fix bikes".</summary>
    public static FrozenSet<string> Crafts { get; } = Words.Set(
        "fix repair weld build sew bake program code play ride read speak cook knit drive");

    /// <summary>Gets what is done for pleasure, where it is said without "play" or "collect".</summary>
    public static FrozenSet<string> Pastimes { get; } = Words.Set(
        """
        knit crochet sew bake paint garden brew carve restore climb hike sail row fish ski surf skate dance jog cycle
        sing swim run whittle build make write quilt juggle
        """);

    public static bool IsIllness(string phrase)
    {
        var words = phrase.Split(' ');
        var last = words[^1];
        var pair = words.Length > 1 ? words[^2] + " " + last : last;
        return Illnesses.Contains(last) || IllnessPairs.Contains(pair)
            || (words.Length > 1 && Body.Contains(last) && Bad.Contains(words[0]))
            || (words.Length > 1 && last is "syndrome" or "disorder");
    }

    /// <summary>Tells whether a word says of a person what illness they have: diabetic, deaf.</summary>
    public static bool IsAfflicted(string word) => Afflicted.Contains(word);

    public static bool IsDiet(string word) => Eaters.Contains(word) || Eaters.Contains(word.TrimEnd('s'));

    public static bool IsNationality(string word) => L.Nationalities.Contains(word) || Folk.Contains(word);

    public static bool IsCreed(string word) => Creeds.Contains(word) || Creeds.Contains(word.TrimEnd('s'));

    public static bool IsLanguage(string word) => L.Languages.Contains(word) || Tongues.Contains(word);

    /// <summary>Tells whether a phrase names what one owns or holds: a car, a bus pass.</summary>
    public static bool IsThing(string phrase)
    {
        var words = phrase.Split(' ');
        return Things.Contains(words[^1]) || (words.Length > 1
            && words[^1] is "machine" && words[^2] is "sewing" or "coffee"
            or "washing" or "bread" or "espresso" or "rowing" or "ice-cream") || (words.Length > 1
            && words[^1] is "pass" or "card" or "ticket" or "account" or "insurance"
            or "membership" or "contract" or "plan" or "tenancy" && Held.Contains(words[^2]));
    }

    /// <summary>Tells whether a word names what one has an account of.</summary>
    public static bool IsNetwork(string word) => word is "instagram" or "facebook" or "twitter" or "linkedin"
        or "tiktok"
        or "discord" or "reddit" or "mastodon" or "bluesky" or "snapchat" or "whatsapp" or "telegram" or "tinder"
        or "hinge";

    public static bool IsPet(string word) => L.Pets.Contains(word);

    /// <summary>Tells whether a word names what takes place at a time.</summary>
    public static bool IsDate(string word) => Dates.Contains(word);

    public static bool IsOrg(string word) => Orgs.Contains(word);

    public static bool IsGroup(string word) => Groups.Contains(word);

    public static bool IsAmateur(string word) => Amateurs.Contains(word);

    public static bool IsJob(string word) => word is not ("retired" or "single") && (L.Jobs.Contains(word)
        || Letters.Contains(word)
        || L.Jobs.Contains(word.TrimEnd('s'))
        || Endings.Any(ending => word.Length > ending.Length - 1 && word.EndsWith(ending, StringComparison.Ordinal)));
}
