using System.Collections.Frozen;

namespace Agents.Memory.Consolidation;

/// <summary>Which words of English name a thing by its kind, and a firm or a club by its letters: a Skoda is a car,
/// and B&amp;O is Brindle &amp; Okafor.</summary>
internal static class EnglishKinds
{
    private static readonly char[] Spaces = [' ', '-', ',', '.', '(', ')', '/'];

    private static readonly FrozenDictionary<string, FrozenSet<string>> Members = Lists(
        ("car", """
            motor wheels skoda fiat octavia civic volvo panda midget ford focus fiesta vw volkswagen golf polo audi bmw
            mercedes toyota corolla yaris prius honda mini kia hyundai nissan micra qashqai renault clio peugeot citroen
            berlingo vauxhall corsa astra opel tesla subaru mazda dacia duster seat saab jeep jaguar porsche defender
            estate hatchback saloon sedan suv coupe convertible pickup mg lada
            """),
        ("van", "transit campervan camper minibus vito caddy berlingo vivaro"),
        ("bike", """
            bicycle cycle motorbike motorcycle scooter moped triumph bonneville harley kawasaki ducati vespa brompton
            condor tandem roadbike racer
            """),
        ("motorbike", "motorcycle triumph bonneville harley kawasaki ducati vespa scooter moped"),
        ("phone", "mobile smartphone iphone pixel galaxy samsung nokia huawei oneplus motorola handset"),
        ("laptop", "macbook thinkpad chromebook notebook dell xps surface zenbook"),
        ("computer", "pc laptop desktop imac macbook thinkpad chromebook"),
        ("dog", """
            puppy beagle poodle labrador lab bulldog corgi dachshund chihuahua husky retriever terrier spaniel collie
            pug
            greyhound whippet dalmatian rottweiler doberman boxer setter pointer schnauzer malamute akita pomeranian
            mongrel mutt hound lurcher staffie alsatian shepherd
            """),
        ("cat", "kitten tabby siamese tom ragdoll moggy bengal persian"),
        ("bird", "parrot budgie canary cockatiel parakeet macaw cockatoo finch"),
        ("horse", "pony mare cob gelding foal"),
        ("boat", "narrowboat barge dinghy yacht kayak canoe catamaran houseboat sailboat"),
        ("piano", "upright steinway pianola keyboard"),
        ("guitar", "telecaster stratocaster ukulele bass"),
        ("flat", "apartment studio bedsit maisonette penthouse room"),
        ("house", "cottage terrace bungalow semi townhouse farmhouse"),
        ("medicine", "tablets pills statin statins antibiotics"),
        ("braces", "brace aligners invisalign"));

    // Where in the body it is that heals.
    private static readonly FrozenDictionary<string, FrozenSet<string>> Ills = Lists(
        ("foot", "fasciitis heel toe bunion ankle"),
        ("feet", "fasciitis heel toe bunion"),
        ("back", "disc sciatica lumbago spine slipped"),
        ("knee", "meniscus acl ligament cartilage patella"),
        ("wrist", "carpal tendonitis rsi sprain"),
        ("arm", "elbow humerus"),
        ("leg", "tibia fibula shin hamstring calf"),
        ("shoulder", "rotator cuff frozen"),
        ("skin", "eczema psoriasis rosacea acne rash hives dermatitis shingles"),
        ("stomach", "ulcer gastritis ibs reflux"),
        ("chest", "asthma bronchitis pneumonia"),
        ("ears", "tinnitus otitis"),
        ("sugar", "diabetes"),
        ("head", "migraine migraines concussion"));

    /// <summary>Tells whether a word names a thing by its kind: the car, of a Skoda.</summary>
    public static bool IsKind(string word, string thing) => Holds(Members, word, thing);

    /// <summary>Tells whether what is well again is where an illness was: the foot, of plantar fasciitis.</summary>
    public static bool Aches(string part, string illness) => Holds(Ills, part, illness);

    /// <summary>Tells whether a word is the first letters of a name.</summary>
    public static bool Abbreviates(string word, string name)
    {
        var letters = string.Concat(word.Where(char.IsAsciiLetterUpper));
        if (letters.Length < 2 || word.Any(char.IsAsciiLetterLower))
        {
            return false;
        }

        var first = string.Concat(name.Split(Spaces, StringSplitOptions.RemoveEmptyEntries)
            .Where(part => char.IsAsciiLetterUpper(part[0])).Select(part => part[0]));
        return first == letters;
    }

    private static bool Holds(FrozenDictionary<string, FrozenSet<string>> kinds, string word, string thing)
    {
        var name = word.EndsWith(" in", StringComparison.Ordinal) ? word[..^3] : word;
        var kind = name[(name.LastIndexOf(' ') + 1)..];
        return kinds.TryGetValue(kind, out var members) && thing
            .Split(Spaces, StringSplitOptions.RemoveEmptyEntries).Any(members.Contains);
    }

    private static FrozenDictionary<string, FrozenSet<string>> Lists(params (string Kind, string Words)[] kinds) =>
        kinds.ToFrozenDictionary(
            kind => kind.Kind,
            kind => kind.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
}
