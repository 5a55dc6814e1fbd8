using System.Collections.Frozen;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Whom a clause is about.</summary>
/// <param name="Name">As claims know them.</param>
/// <param name="Next">The word after.</param>
/// <param name="Self">Whether it is who speaks.</param>
/// <param name="Slot">What they are to who speaks; null where no name was said or it is not known.</param>
/// <param name="NameAt">Where the name begins.</param>
/// <param name="NameEnd">Where it ends.</param>
internal readonly record struct Who(
    string Name, int Next, bool Self, string? Slot = null, int NameAt = 0, int NameEnd = 0)
{
    /// <summary>Gets a value indicating whether it is several: whom "she" does not mean.</summary>
    public bool Plural => Slot is null && (Name.EndsWith("parents", StringComparison.OrdinalIgnoreCase)
        || Name.EndsWith("in-laws", StringComparison.OrdinalIgnoreCase)
        || Name.EndsWith("kids", StringComparison.OrdinalIgnoreCase)
        || Name.EndsWith("children", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Reads whom a clause is about: "I", "my sister Ana", "Freya, my daughter", "grandma".</summary>
internal static class Kin
{
    private static readonly FrozenSet<string> Adjectives = Words.Set(
        """
        best oldest older younger youngest eldest elder little big twin new dear lovely own current other poor grown-up
        teenage baby middle good close darling beloved rescue late first second third old ex future wee only adult
        """);

    private static readonly FrozenSet<string> Bare = Words.Set(
        """
        grandma grandpa granny grandad granddad nan nana gran mum mom dad mam mummy daddy mommy hubby wife husband bf gf
        parents
        """);

    private static readonly FrozenSet<string> Wider = Words.Set(
        """
        grandma grandpa granny grandad granddad grandmother grandfather grandson granddaughter grandparents nan nana
        gran
        aunt auntie uncle cousin niece nephew in-laws mother-in-law father-in-law sister-in-law brother-in-law
        son-in-law daughter-in-law stepmum stepmom stepdad stepson stepdaughter stepmother stepfather godson goddaughter
        godmother godfather parents kids lad boy girl neighbour neighbor mummy daddy mommy
        """);

    private static readonly FrozenSet<string> Ranks = Words.Set("eldest oldest youngest middle first second third");

    // "The wife", "the dog": as some say it of theirs.
    private static readonly FrozenSet<string> The = Words.Set(
        "wife husband missus hubby gran nan mother-in-law kids dog cat baby lad boyfriend girlfriend in-laws "
            + "puppy kitten");

    /// <summary>Reads whom a clause is about where it begins; null where it names nobody that can be known.</summary>
    public static Who? Read(Tokens words, int at, string? person)
    {
        switch (words[at])
        {
            case "i" or "we":
                return new Who(Claim.Speaker, at + 1, true);
            case "he" or "she":
                return person is null ? null : new Who(person, at + 1, false);
            case "my" or "our":
                return Of(words, at + 1, The: false);
            case "me" when words[at + 1] == "and" && NameEnd(words, at + 2) is var other && other > at + 2:
                return new Who(Claim.Speaker, other, true);
            case "one" when words[at + 1] == "of" && words[at + 2] is "my" or "our":
                return OneOf(words, at + 3);
            case "the":
                return Of(words, at + 1, The: true);
        }

        if (Bare.Contains(words[at]))
        {
            return new Who(words.At(at) is var bare ? words.Text(at, at + 1) : "", at + 1, false);
        }

        return Named(words, at);
    }

    /// <summary>Gives what somebody is to who speaks, by the noun; null where it is no such noun.</summary>
    public static string? SlotOf(string noun) => L.Relations.GetValueOrDefault(noun)
        ?? (Lexicon.IsPet(noun) ? "pet" : noun is "lad" or "boy" or "girl" ? "child" : Wider.Contains(noun) ? noun
        : null);

    /// <summary>Reads "my sister", "my sister Ana", "my sister, Ana, ..."; <paramref name="at"/> is after
    /// "my".</summary>
    private static Who? Of(Tokens words, int at, bool The)
    {
        var noun = at;
        while (noun < at + 3 && (Adjectives.Contains(words[noun])
            || (SlotOf(words[noun]) is null && SlotOf(words[noun + 1]) is not null && !words.Ends(noun)
                && !Words.Stops.Contains(words[noun]))))
        {
            noun++;
        }

        // "Our eldest, Femi": a child, by the name alone.
        if (SlotOf(words[noun]) is null && !The && Ranks.Contains(words[noun - 1]) && words[noun] is ","
            && NameEnd(words, noun + 1) is var named && named > noun + 1 && words[named] is ",")
        {
            return new Who(words.Text(noun + 1, named), named + 1, false, "child", noun + 1, named);
        }

        if (SlotOf(words[noun]) is not { } slot || (The && !Kin.The.Contains(words[noun])))
        {
            return null;
        }

        // "My guinea pig" and "my sister cat": the last noun tells.
        while (SlotOf(words[noun + 1]) is { } more)
        {
            (noun, slot) = (noun + 1, more);
        }

        // Of several, one name tells too little.
        if (words[noun] is "kids" or "children" or "parents" or "in-laws" or "twins" or "boys" or "girls" or "cats"
            or "dogs")
        {
            return new Who(words.Text(at, noun + 1), noun + 1, false);
        }

        var open = words[noun + 1] is "," or "(" or "-" or "–";
        var name = noun + (open ? 2 : 1);
        var end = NameEnd(words, name);
        var close = open && end > name && words.Ends(end) ? end + 1 : end;
        return end > name && (!open || (close > end && words[end] is not "." and not "!"))
            ? new Who(words.Text(name, end), close, false, slot, name, end)
            : new Who(words.Text(at, noun + 1), noun + 1, false);
    }

    /// <summary>Reads "one of my colleagues, Faisal, ...".</summary>
    private static Who? OneOf(Tokens words, int at)
    {
        at = Adjectives.Contains(words[at]) ? at + 1 : at;
        var end = NameEnd(words, at + 2);
        return SlotOf(words[at].TrimEnd('s')) is { } slot && words[at + 1] == "," && words[end] == "," && end > at + 2
            ? new Who(words.Text(at + 2, end), end + 1, false, slot, at + 2, end)
            : null;
    }

    /// <summary>Reads "Freya, my daughter," and "Adaeze (my daughter)".</summary>
    private static Who? Named(Tokens words, int at)
    {
        var end = NameEnd(words, at);
        if (end == at || words[end] is not ("," or "(") || words[end + 1] is not ("my" or "our"))
        {
            return null;
        }

        var noun = end + 2;
        while (noun < end + 5 && Adjectives.Contains(words[noun]))
        {
            noun++;
        }

        return SlotOf(words[noun]) is { } slot && words[noun + 1] is "," or ")"
            ? new Who(words.Text(at, end), noun + 2, false, SlotOf(words[noun]), at, end)
            : null;
    }

    /// <summary>Tells whether a word can name a person.</summary>
    public static bool IsPersonName(Tokens words, int at) => NameEnd(words, at) > at;

    private static int NameEnd(Tokens words, int at)
    {
        var end = at;
        if (words[end] is "mr" or "mrs" or "ms" or "dr" or "frau" or "herr")
        {
            end += words[end + 1] == "." ? 2 : 1;
        }

        var first = end;
        while (end < first + 3 && words.IsName(end) && !Lexicon.IsLanguage(words[end])
            && !Lexicon.IsNationality(words[end]))
        {
            end++;
        }

        return end > first ? end : at;
    }
}
