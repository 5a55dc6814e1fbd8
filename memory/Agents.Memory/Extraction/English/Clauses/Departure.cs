namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads that somebody with a name is no longer to the speaker what they were: "our cat Mungo died", "my
/// flatmate Jun moved out".</summary>
internal static class Departure
{
    /// <summary>Gives the word after it; null where they stay.</summary>
    public static int? Read(Tokens words, Who who)
    {
        var at = who.Next;
        while (Words.Adverbs.Contains(words[at]) || words[at] is "has" or "'s" or "sadly" or "had")
        {
            at++;
        }

        var gone = (who.Slot, words[at], words[at + 1]) switch
        {
            ("pet", "died", _) => 1,
            ("pet", "passed", "away" or "on" or "last" or "in" or "this" or "yesterday") => 2,
            ("pet", "ran", "away" or "off") => 2,
            ("pet", "was" or "been", "put") => 3,
            ("roommate" or "lodger", "moved", "out" or "away") => 2,
            ("partner", "left", "me") or ("partner", "dumped", "me") => 2,
            _ => 0,
        };
        if (gone == 0)
        {
            return null;
        }

        // When it was is part of it.
        for (at += gone; at < words.Count && !words.Ends(at) && words[at] is not ("and" or "but" or "so"); at++)
        {
        }

        return at;
    }
}
