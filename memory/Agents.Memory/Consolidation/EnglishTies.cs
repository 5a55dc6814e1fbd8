using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Agents.Memory.Extraction;
using Agents.Memory.Items;

namespace Agents.Memory.Consolidation;

/// <summary>Tells by the words of English which of the things that are known a statement ends or rests on.</summary>
/// <remarks>"We got rid of Netflix" ends the Netflix account, whatever slot it stands in; it never makes up one that is
/// not known.</remarks>
internal static class EnglishTies
{
    // What does not end with a thing of its name.
    private static readonly FrozenSet<string> Lasting = FrozenSet.ToFrozenSet(
    [
        "event", "name", "nickname", "age", "birthday", "origin", "nationality", "email", "phone", "address", "height",
        "weight", "speaks", "religion", "marital_status", "instruction", "birthplace", "mother", "father",
        "child", "sibling", "allergy", "skill",
    ]);

    // What a user has for a time, and what is said of it goes with it.
    private static readonly FrozenSet<string> Passing = FrozenSet.ToFrozenSet(
    [
        "pet", "owns", "subscription", "member_of", "hobby", "partner", "teacher", "doctor", "boss", "roommate",
        "employer", "school", "account", "condition", "habit",
    ]);

    // How someone lives, as what is done for a reason rests on.
    private static readonly FrozenSet<string> States = FrozenSet.ToFrozenSet(
    [
        "employer", "occupation", "school", "home", "procedure", "hobby", "condition", "diet", "partner", "pet", "owns",
        "member_of", "subscription", "roommate", "major", "event", "marital_status",
    ]);

    private static readonly FrozenSet<string> Pronouns = FrozenSet.ToFrozenSet(
        ["it", "one", "them", "him", "her", "he", "she", "they", "mine", "both", "that one"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Happenings = FrozenSet.ToFrozenSet(
    [
        "fired", "laid off", "made redundant", "let go", "sacked", "resigned", "redundancy", "notice", "resignation",
        "sack", "last day", "unemployed", "between jobs", "retired", "broke up", "broken up", "split up", "separated",
        "divorced", "parted ways", "single", "graduated", "quit", "let me go", "let us go", "fired me", "sacked me",
        "laid me off", "made me redundant", "the sack", "the boot", "split",
        "job", "jobs",
        "called it a day", "called it quits", "called it off", "went our separate ways", "work",
    ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Spaces = [' ', '-', '\''];

    /// <summary>Tells whether a statement that something ended ends an item of another slot, too.</summary>
    /// <param name="claim">What ended.</param>
    /// <param name="item">What is known.</param>
    /// <param name="now">When it is said, in UTC ticks: what has happened by then does not end.</param>
    public static bool Ends(Claim claim, ItemState item, long now)
    {
        if (claim is { OnlyIfKnown: true, Slot: "marital_status" } && item.Slot == claim.Slot)
        {
            return true;
        }

        if (claim.Slot == "birth" && IsEnglish(claim.Value))
        {
            return item.Slot == "condition" && Expecting.IsMatch(item.Value);
        }

        // "I eat meat again" ends that someone is a vegetarian.
        if (claim is { OnlyIfKnown: true, Slot: "diet" } && IsEnglish(claim.Value) && !IsDiet(claim.Value))
        {
            return item.Slot == "diet" && Forbids(item.Value, claim.Value);
        }

        // "I'm not allergic to peanuts" ends the peanut allergy.
        if (!claim.OnlyIfKnown && claim.Slot == item.Slot && EnglishWords.Of(claim.Value) is { Count: > 0 } words
            && words.SetEquals(EnglishWords.Of(item.Value)))
        {
            return true;
        }

        if (ChineseTies.IsChinese(claim.Value) || (Lasting.Contains(item.Slot)
            && !(item.Slot == "event" && item.ValidFrom > now) && !Outgrown(claim, item))
            || item.Slot.StartsWith(Slots.Favorite, StringComparison.Ordinal))
        {
            return false;
        }

        if (item.Slot is "phone" or "email" or "address" && Outgrown(claim, item))
        {
            return true;
        }

        var over = ItemValues.Fold(claim.Value);
        var plain = Token.Replace(over, "");
        return EndsAs(over, claim, item) || (plain.Length < over.Length && EndsAs(plain, claim, item));
    }

    // An allergy ends where it is said to be outgrown, and a number where it is named.
    private static bool Outgrown(Claim claim, ItemState item) => claim.OnlyIfKnown && item.Slot switch
    {
        "allergy" => claim.Slot == "allergy",
        "phone" or "email" or "address" => ItemValues.Covers(item.Value, claim.Value)
            || Digits.Match(claim.Value) is { Success: true } digits
                && item.Value.Contains(digits.Value, StringComparison.Ordinal),
        _ => false,
    };

    private static Regex Expecting { get; } = Patterns.New(
        @"pregnan|expecting|gestational|preeclampsia|morning sickness", Options);

    private static Regex Digits { get; } = Patterns.New(@"\d{3,}", Options);

    /// <summary>Tells whether a reason is that the speaker lives or works where they did: "as long as I lodge with
    /// her".</summary>
    public static bool IsOf(string slot, string reason) => slot switch
    {
        "home" => Lives.IsMatch(reason),
        "employer" => Works.IsMatch(reason),
        _ => false,
    };

    private static Regex Lives { get; } = Patterns.New(
        @"^\W*(?:I|we)(?:['’]m|['’]re| am| are)? (?:still |only |all )?(?:live|living|lodge|lodging|rent|renting|room"
            + @"|stay"
            + @"|staying|board|boarding) (?:in|at|with|there|here|on|near|by|so|above|from|it)\b", Options);

    private static Regex Works { get; } = Patterns.New(
        @"^\W*(?:I|we)(?:['’]m|['’]re| am| are)? (?:still |only )?(?:work|working|employed) (?:in|at|with|there|here"
            + @"|for"
            + @"|near|by|so|from|it|nights|days|shifts|late|early)\b", Options);

    private static bool IsDiet(string value) =>
        Extraction.English.EnglishLexicon.Diets.Contains(value[(value.LastIndexOf(' ') + 1)..]);

    private static bool Forbids(string diet, string eaten) => Vegetarian.IsMatch(diet)
        ? Meat.IsMatch(eaten) || (Vegan.IsMatch(diet) && OfAnimals.IsMatch(eaten))
        : EnglishWords.Shared(EnglishWords.Of(eaten), EnglishWords.Of(diet)) > 0;

    private static Regex Vegetarian { get; } = Patterns.New(
        @"\b(?:vegan|vegetarian|veggie|plant[- ]based|meat[- ]free|pescatarian)\b",
        Options);

    private static Regex Vegan { get; } = Patterns.New(@"\b(?:vegan|plant[- ]based)\b", Options);

    private static Regex Meat { get; } = Patterns.New(
        @"\b(?:meat|beef|pork|chicken|lamb|steaks?|bacon|ham|burgers?|sausages?|turkey|poultry)\b", Options);

    private static Regex OfAnimals { get; } = Patterns.New(
        @"\b(?:dairy|cheese|eggs?|milk|butter|honey|fish|seafood|yog(?:h)?urt)\b", Options);

    private static bool EndsAs(string over, Claim claim, ItemState item)
    {
        var known = ItemValues.Fold(item.Slot == "prefers" ? Dispreferred.Replace(item.Value, "") : item.Value);
        return over.Length > 1 && (item.Slot == over || ItemValues.Covers(known, over)
            || EnglishKinds.Abbreviates(claim.Value, item.Value)
            || (claim is { OnlyIfKnown: true, Slot: "habit" or "hobby" } && Does(over, item))
            || (over.Length > 2 && !(claim is { OnlyIfKnown: true, Slot: "habit" })
                && (IsOne(known, over) || Names(claim, item) || Speaks(over, item, known))));
    }

    // "I quit" names no job, but there is only one; "I quit Acme" leaves another standing.
    private static bool Names(Claim claim, ItemState item) => claim.OnlyIfKnown && item.Functional
        && claim.Slot == item.Slot && (IsPronoun(claim.Value) || !claim.Value.Any(char.IsAsciiLetterUpper));

    /// <summary>Tells whether what someone does no more ("I don't swim any more") is known of them.</summary>
    private static bool Does(string over, ItemState item)
    {
        var ended = EnglishWords.Of(over);
        return ended.Count > 0 && item.Slot is "habit" or "hobby" or "procedure" or "likes" or "prefers" or "skill"
            or "occupation" or "reason" && EnglishWords.Shared(ended, EnglishWords.Of(item.Value)) == ended.Count;
    }

    /// <summary>Tells whether what ended is spoken of by what is known: a reason by any of its words, the rest by
    /// all.</summary>
    private static bool Speaks(string over, ItemState item, string known)
    {
        var ended = EnglishWords.Of(over);
        var shared = EnglishWords.Shared(ended, EnglishWords.Of(known));
        return (shared > 0 && (item.Slot == "reason" || (shared == ended.Count && item.Slot != "home")
            || (CanEnd(item) && known.Length > 3 && ItemValues.Covers(over, known) && !Beside(over, known))))
            || (CanEnd(item) && !Slots.IsKnown(item.Slot) && ended.Count > 0
                && EnglishWords.Shared(ended, EnglishWords.Of(item.Slot)) == ended.Count);
    }

    /// <summary>Tells whether a word is the kind of a pet that may be known by its name alone.</summary>
    public static bool IsPet(string value) =>
        Extraction.English.EnglishLexicon.Pets.Contains(value[(value.LastIndexOf(' ') + 1)..]);

    /// <summary>Tells whether a reason names a kind of pet.</summary>
    public static bool NamesPet(string reason) =>
        reason.Split([' ', ',', '.', '!', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Any(Extraction.English.EnglishLexicon.Pets.Contains);

    /// <summary>Tells whether a claim is a detail that may belong to a thing it names: a habit, a number.</summary>
    public static bool IsDetail(Claim claim) => claim.Polarity == Polarity.Holds && claim.Subject == Claim.Speaker
        && (claim.Slot is "procedure" or "detail" || (claim.Functional && !Slots.IsKnown(claim.Slot)));

    /// <summary>Tells whether a word stands for what was spoken of before.</summary>
    public static bool PointsAtThing(string value) => Pronouns.Contains(value);

    /// <summary>Tells whether what ended is not named by a word: by "it", or by what happened ("I got
    /// fired").</summary>
    public static bool IsPronoun(string value) => Pronouns.Contains(value) || Happenings.Contains(value)
        || ChineseTies.IsHappening(value);

    /// <summary>Tells whether an item is something that a user has for a time.</summary>
    public static bool CanEnd(ItemState item) =>
        Passing.Contains(item.Slot) || (item.Functional && !Slots.IsKnown(item.Slot));

    /// <summary>Tells whether an item is what a pronoun may mean that is said to be over: "she" is no gym.</summary>
    public static bool CanBe(Claim claim, ItemState item) => CanEnd(item)
        && (claim.Slot != "condition" || item.Slot == "condition")
        && claim.Value.ToLowerInvariant() switch
        {
            "he" or "she" or "him" or "her" => IsSomeone(item),
            "it" or "one" or "that one" => !IsSomeone(item) || item.Slot == "pet",
            _ => true,
        };

    private static bool IsSomeone(ItemState item) => item.Slot is "pet"
        || Extraction.English.EnglishLexicon.Relations.Values.Contains(item.Slot)
        || Extraction.English.EnglishLexicon.Roles.Contains(item.Slot);

    /// <summary>Tells whether an item says how someone lives.</summary>
    public static bool IsState(ItemState item) => States.Contains(item.Slot);

    /// <summary>Tells whether a subject is somebody by name.</summary>
    public static bool IsName(string subject) => subject.Length > 2 && char.IsAsciiLetterUpper(subject[0]);

    /// <summary>Tells whether a text is English.</summary>
    public static bool IsEnglish(string text) => text.Any(char.IsAsciiLetter);

    /// <summary>Tells whether a reason speaks of how the speaker lives: "I'm up at that hour".</summary>
    public static bool IsOwn(string reason) => Own.IsMatch(reason);

    /// <summary>Tells whether a reason only points back at what was just said: that's why, he climbs.</summary>
    public static bool PointsBack(string reason) => Back.IsMatch(reason);

    /// <summary>Tells whether a clause names an item that a user has for a time.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="item">The item.</param>
    /// <param name="names">The names that it is known by.</param>
    public static bool Mentions(string clause, ItemState item, IEnumerable<string> names) =>
        CanEnd(item) && item.Slot != "habit" && (item.Value.Length > 2 && ItemValues.Names(clause, item.Value)
            || names.Any(name => ItemValues.Names(clause, name))
            || Proper.Matches(item.Value).Any(name => ItemValues.Names(clause, name.Value)
                && clause.Contains(name.Value, StringComparison.Ordinal)));

    /// <summary>Gives the items that share most words with a text; none where none shares any.</summary>
    public static IReadOnlyList<ItemState> Closest(string text, IEnumerable<ItemState> items)
    {
        var words = EnglishWords.Of(text);
        var (most, closest) = (0, new List<ItemState>());
        foreach (var item in items.Where(item => item.Slot is not ("name" or "nickname" or "age" or "birthday")))
        {
            var shared = EnglishWords.Shared(words, EnglishWords.Of(item.Value + (Noun(item) ? " " + item.Slot : "")));
            if (shared > most)
            {
                (most, closest) = (shared, []);
            }

            if (shared == most && shared > 0)
            {
                closest.Add(item);
            }
        }

        return closest;
    }

    // "Because he is the landlord" speaks of whoever it is.
    private static bool Noun(ItemState item) => item.Slot is not (
        "procedure" or "detail" or "event" or "owns" or "likes" or "dislikes" or "prefers" or "home" or "reason"
        or "hobby" or "habit");

    // Who gives the key of the locker back has no locker.
    private static Regex Token { get; } = Patterns.New(
        @"(?<=\w{3}) (?:allergy|intolerance|keys?|card|pass|membership|subscription|contract|permit|badge|lease|account"
        + @"|plan|lessons?|classes|class|thing"
        + @"|course|training|habit|fees|place|job)$", Options);

    /// <summary>Tells whether two things are of one word, and of no two kinds: a book club is no cycling
    /// club.</summary>
    private static bool IsOne(string known, string over)
    {
        var head = Head(known);
        if (head.Length == 0 || head != Head(over))
        {
            return false;
        }

        var (one, other) = (Kind(known, head), Kind(over, head));
        return one.Count == 0 || other.Count == 0 || EnglishWords.Shared(one, other) > 0;
    }

    private static HashSet<string> Kind(string value, string head) => EnglishWords.Of(Fond.Replace(
        value.IndexOf(head, StringComparison.Ordinal) is > 0 and var at ? value[..at] : "", ""));

    private static Regex Fond { get; } = Patterns.New(
        @"\b(?:little|trusty|beloved|poor|dear|big|silly|stupid|bloody|damn|lovely|ancient|second[- ]hand|\d+|four"
            + @"|five|six"
            + @"|seven|eight|ten)\b", Options);

    // Who left a bag at the school has not left the school; who left a job there has.
    private static bool Beside(string over, string known)
    {
        var at = over.IndexOf(known, StringComparison.Ordinal);
        return at > 0 && Where.IsMatch(over[..at]) && !Post.IsMatch(over[..at]);
    }

    private static Regex Where { get; } = Patterns.New(
        @"\b(?:at|in|on|with|to|by|near|behind|outside|from|for|of) (?:the |my |our )?$",
        Options);

    private static Regex Post { get; } = Patterns.New(
        @"\b(?:job|place|post|role|contract|account|membership|subscription|lease|course|degree|stall|shifts?"
            + @"|lessons?|class"
            + @"|classes|flat|room|career|apprenticeship|internship|thing|things|relationship|marriage|time|day"
            + @"|session|team"
            + @"|choir|part) (?:at|in|on|with|to|by|from|for|of) (?:the |my |our )?$|^(?:with|at|from|in"
            + @"|of) $", Options);

    // "My season ticket for the trains" is a ticket.
    private static string Head(string value)
    {
        var end = value.IndexOfAny([',', '(']);
        var words = (end < 0 ? value : value[..end]).Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
        var preposition = Array.FindIndex(words, word => word is "for" or "of" or "in" or "on" or "at" or "with"
            or "from" or "that" or "which" or "called" or "named");
        var last = preposition > 0 ? preposition - 1 : words.Length - 1;
        while (last > 0 && words[last].All(char.IsDigit))
        {
            last--;
        }

        return last >= 0 ? words[last] : "";
    }

    // Who prefers tea over coffee, and drinks no coffee any more, prefers tea still.
    private static Regex Dispreferred { get; } = Patterns.New(
        @"(?<=\w),? (?:over|to|than|rather than|instead of|more than|better than)\b.*$", Options);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static Regex Own { get; } = Patterns.New(@"^\W*(?:I|I['’]m|we|we['’]re|my|our)\b", Options);

    private static Regex Back { get; } = Patterns.New(
        @"^\W*(?:(?:of|to) )?(?:that|this|it|one|he|she|they|him|her|them|there|those|these|so|hence|therefore"
            + @"|which is|as a result"
            + @"|consequently|for (?:that|this))\b", Options);

    private static Regex Proper { get; } = Patterns.New(
        @"(?<=^|[\s])(?!Mr\b|Mrs\b|Ms\b|Dr\b|The\b|Miss\b)\p{Lu}\p{L}{2,}", RegexOptions.CultureInvariant);
}
