using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English;

/// <summary>Words that say by themselves what they are about.</summary>
internal static class EnglishLexicon
{
    /// <summary>Gets the nouns that end a job title.</summary>
    public static FrozenSet<string> Jobs { get; } = Words(
        """
        accountant actor actress administrator advisor agent analyst architect artist assistant astronaut attorney
        author
        baker banker barber barista bartender biologist bookkeeper builder butcher buyer carpenter cashier chef chemist
        cleaner clerk coach consultant contractor cook counselor courier dancer dentist dermatologist designer developer
        dietitian director doctor driver economist editor electrician engineer entrepreneur farmer firefighter fisherman
        florist gardener geologist geophysicist guard guide hairdresser historian instructor inspector interpreter
        intern
        investor jeweler journalist judge lawyer lecturer librarian locksmith machinist magician manager marketer mason
        mathematician mechanic midwife miner model musician nanny neurologist nurse nutritionist officer operator
        optician
        optometrist painter paralegal paramedic pastor pediatrician pharmacist philosopher photographer physician
        physicist
        physiotherapist pianist pilot planner plumber poet policeman policewoman politician postman priest principal
        producer professor programmer psychiatrist psychologist radiologist realtor receptionist recruiter reporter
        researcher sailor salesman saleswoman salesperson scientist sculptor secretary senator server singer soldier
        specialist statistician steward stylist supervisor surgeon surveyor tailor teacher technician therapist trader
        trainer translator treasurer tutor veterinarian vet waiter waitress welder writer zoologist freelancer retired
        unemployed self-employed housewife homemaker undertaker dj ceo cto cfo usher bookbinder porter climber surveyor
        radiographer postdoc apprentice paramedic chemist beekeeper blacksmith bricklayer caretaker curator decorator
        drummer goldsmith headteacher hotelier illustrator janitor joiner landscaper lifeguard logistician lumberjack
        magistrate masseur masseuse milliner novelist optometrist organist orthodontist osteopath podiatrist potter
        proofreader psychotherapist publisher ranger roofer saddler seamstress shepherd sommelier stonemason
        stagehand upholsterer violinist cellist guitarist watchmaker weaver winemaker copywriter editor data-scientist
        barrister solicitor vicar priest rabbi imam nun monk minister zookeeper gamekeeper groundskeeper shopkeeper
        fishmonger greengrocer grocer crofter fitter rigger scaffolder cobbler farrier jockey referee attendant hostess
        hygienist doula tattooist animator auditor underwriter broker actuary bailiff deckhand skipper docker
        glassblower busker conductor composer playwright screenwriter archivist archaeologist anthropologist sociologist
        epidemiologist pathologist cardiologist oncologist anaesthetist psychotherapist ecologist botanist geneticist
        microbiologist meteorologist cartographer typist phlebotomist groom publican bartender grandmaster freelancer
        headmaster headmistress childminder carer plasterer tiler glazier trucker signwriter luthier toolmaker analyst
        """);

    /// <summary>Gets the nationalities.</summary>
    public static FrozenSet<string> Nationalities { get; } = Words(
        """
        afghan albanian algerian american andorran angolan argentine argentinian armenian australian austrian
        bangladeshi
        belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian chilean
        chinese colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian english
        eritrean estonian ethiopian filipino finnish french georgian german ghanaian greek guatemalan haitian honduran
        hungarian icelandic indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian
        kazakh
        kenyan korean kosovan kuwaiti kyrgyz laotian latvian lebanese liberian libyan lithuanian luxembourgish malagasy
        malawian malaysian malian maltese mauritian mexican moldovan mongolian moroccan mozambican namibian nepalese
        nicaraguan nigerian norwegian omani pakistani palestinian panamanian paraguayan peruvian polish portuguese
        qatari
        romanian russian rwandan salvadoran saudi scottish senegalese serbian singaporean slovak slovenian somali
        spanish
        sudanese swedish swiss syrian taiwanese tanzanian thai togolese tunisian turkish ugandan ukrainian uruguayan
        uzbek
        venezuelan vietnamese welsh yemeni zambian zimbabwean
        """);

    public static FrozenSet<string> Languages { get; } = Words(
        """
        afrikaans albanian arabic armenian basque bengali bosnian bulgarian burmese cantonese catalan croatian czech
        danish
        dutch english estonian farsi filipino finnish flemish french gaelic georgian german greek hebrew hindi hungarian
        icelandic igbo indonesian irish italian japanese kazakh khmer korean kurdish latin latvian lithuanian malay
        maltese
        mandarin chinese marathi mongolian nepali norwegian pashto persian polish portuguese punjabi romanian russian
        serbian slovak slovenian somali spanish swahili swedish tagalog tamil telugu thai tibetan turkish ukrainian urdu
        vietnamese welsh yiddish yoruba zulu
        """);

    public static FrozenSet<string> Religions { get; } = Words(
        """
        muslim christian catholic protestant jewish hindu buddhist sikh atheist agnostic mormon orthodox baptist
        lutheran
        taoist jain quaker methodist anglican presbyterian pagan wiccan calvinist evangelical
        """);

    public static FrozenSet<string> Diets { get; } = Words(
        "vegan vegetarian pescatarian flexitarian halal kosher keto gluten-free paleo carnivore");

    public static FrozenSet<string> MaritalStatuses { get; } = Words(
        "married single divorced engaged widowed separated");

    /// <summary>Gets health conditions that are said of oneself as a quality.</summary>
    public static FrozenSet<string> Qualities { get; } = Words(
        """
        pregnant diabetic asthmatic epileptic autistic dyslexic anemic hypertensive colorblind colourblind color-blind
        deaf blind bipolar insomniac celiac coeliac
        """);

    /// <summary>Gets the nouns that end the name of a condition of health.</summary>
    public static FrozenSet<string> Conditions { get; } = Words(
        """
        diabetes asthma eczema migraine migraines arthritis adhd add autism epilepsy hypertension insomnia anxiety
        depression cancer celiac disease syndrome disorder allergy blood pressure ibs ocd ptsd anemia gout glaucoma
        psoriasis
        pain disc hernia sciatica tendinitis tendonitis bursitis endometriosis hyperthyroidism hypothyroidism
        fibromyalgia parkinson's crohn's dementia alzheimer's apnea apnoea anaemia rosacea osteoporosis
        intolerant intolerance lupus leukemia hepatitis tinnitus vertigo scoliosis
        """);

    public static FrozenSet<string> Pets { get; } = Words(
        """
        dog dogs cat cats puppy kitten parrot parrots hamster hamsters rabbit rabbits bunny turtle tortoise goldfish
        fish snake
        snakes lizard gecko iguana horse horses pony guinea-pig ferret budgie canary cockatiel beagle poodle labrador
        bulldog
        corgi dachshund chihuahua husky retriever shepherd terrier spaniel collie pug tabby siamese chicken chickens
        goat goats
        hedgehog chinchilla rat mouse duck ducks donkey alpaca greyhound whippet dalmatian rottweiler doberman boxer
        setter pointer schnauzer malamute akita maltese pomeranian mongrel mutt hound lurcher hen hens rooster
        goose geese
        sheep lambs pig pigs piglet llama guppies guppy koi axolotl tarantula crab stick-insect gerbil gerbils degu rats
        pet pets mice canaries finches parakeet macaw cockatoo puppies kittens ponies bunnies
        turtles tortoises lizards bees
        """);

    /// <summary>Gets what a person calls those around them, and the slot that it names.</summary>
    public static FrozenDictionary<string, string> Relations { get; } = new Dictionary<string, string>
    {
        ["wife"] = "partner",
        ["husband"] = "partner",
        ["partner"] = "partner",
        ["spouse"] = "partner",
        ["girlfriend"] = "partner",
        ["boyfriend"] = "partner",
        ["gf"] = "partner",
        ["bf"] = "partner",
        ["fiance"] = "partner",
        ["fiancé"] = "partner",
        ["fiancee"] = "partner",
        ["fiancée"] = "partner",
        ["mother"] = "mother",
        ["mom"] = "mother",
        ["mum"] = "mother",
        ["father"] = "father",
        ["dad"] = "father",
        ["son"] = "child",
        ["daughter"] = "child",
        ["kid"] = "child",
        ["child"] = "child",
        ["baby"] = "child",
        ["sister"] = "sibling",
        ["brother"] = "sibling",
        ["twin"] = "sibling",
        ["sibling"] = "sibling",
        ["friend"] = "friend",
        ["buddy"] = "friend",
        ["colleague"] = "colleague",
        ["coworker"] = "colleague",
        ["co-worker"] = "colleague",
        ["boss"] = "boss",
        ["manager"] = "boss",
        ["supervisor"] = "boss",
        ["roommate"] = "roommate",
        ["flatmate"] = "roommate",
        ["housemate"] = "roommate",
        ["doctor"] = "doctor",
        ["children"] = "child",
        ["gp"] = "doctor",
        ["teacher"] = "teacher",
        ["mam"] = "mother",
        ["mama"] = "mother",
        ["papa"] = "father",
        ["hubby"] = "partner",
        ["missus"] = "partner",
        ["fella"] = "partner",
        ["lad"] = "child",
        ["lass"] = "child",
        ["toddler"] = "child",
        ["mate"] = "friend",
        ["pal"] = "friend",
        ["bestie"] = "friend",
        ["workmate"] = "colleague",
    }.ToFrozenDictionary();

    /// <summary>Gets what people are called who do something for others: each is a slot.</summary>
    public static FrozenSet<string> Roles { get; } = Words(
        """
        mentor lodger tenant nanny cleaner babysitter trainer coach therapist tutor landlord landlady dentist physio
        physiotherapist gardener accountant lawyer solicitor agent tuner childminder neighbour neighbor housekeeper
        hairdresser barber mechanic vet optician counsellor counselor psychologist psychiatrist osteopath chiropractor
        carer caretaker handyman plumber supplier sponsor supervisor walker sitter pal pair minder editor publisher
        instructor advisor adviser student intern apprentice assistant secretary chauffeur butler cook bandmate
        """);

    /// <summary>Gets nouns that stand for a slot of their own.</summary>
    public static FrozenDictionary<string, string> Nouns { get; } = new Dictionary<string, string>
    {
        ["name"] = "name",
        ["full name"] = "name",
        ["first name"] = "name",
        ["nickname"] = "nickname",
        ["age"] = "age",
        ["birthday"] = "birthday",
        ["date of birth"] = "birthday",
        ["email"] = "email",
        ["e-mail"] = "email",
        ["email address"] = "email",
        ["phone"] = "phone",
        ["phone number"] = "phone",
        ["number"] = "phone",
        ["mobile"] = "phone",
        ["address"] = "address",
        ["home address"] = "address",
        ["height"] = "height",
        ["weight"] = "weight",
        ["employer"] = "employer",
        ["company"] = "employer",
        ["workplace"] = "employer",
        ["job"] = "occupation",
        ["profession"] = "occupation",
        ["occupation"] = "occupation",
        ["major"] = "major",
        ["school"] = "school",
        ["university"] = "school",
        ["college"] = "school",
        ["home town"] = "origin",
        ["hometown"] = "origin",
        ["home"] = "home",
        ["nationality"] = "nationality",
        ["religion"] = "religion",
        ["spouse"] = "partner",
        ["diet"] = "diet",
        ["chief executive"] = "ceo",
        ["chief executive officer"] = "ceo",
        ["head coach"] = "coach",
    }.ToFrozenDictionary();

    /// <summary>Gets the words for those around a person as alternatives of a pattern.</summary>
    public static string Kin { get; } = "(?:" + string.Join('|', Relations.Keys.Order(StringComparer.Ordinal))
        + "|grand(?:mother|father|ma|pa|parents|dad|son|daughter)|nan|gran|aunt|uncle|cousin|niece|nephew"
            + "|neighbou?r|ex|parents|kids|in-laws)";

    /// <summary>Gets several languages in a row as a pattern.</summary>
    public static string LanguageList { get; } = LanguagesInARow();

    private static string LanguagesInARow()
    {
        var one = "(?:" + string.Join('|', Languages.Order(StringComparer.Ordinal)
            .Select(name => char.ToUpperInvariant(name[0]) + name[1..])) + ")";
        return one + "(?:(?:,\\s+(?:and\\s+)?|\\s+and\\s+|\\s+fluently,?\\s+)(?:a\\s+(?:bit\\s+of|little)\\s+"
            + "|some\\s+|also\\s+)?" + one + ")*";
    }

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
