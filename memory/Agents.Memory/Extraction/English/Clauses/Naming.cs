namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads what somebody of the speaker's is called: "my dog's called Alfie", "my wife's name is
/// Leila".</summary>
internal static class Naming
{
    public static void Read(Tokens words, Who who, int at, List<Finding> findings)
    {
        if (who.Self || who.Slot is not null || Kin.SlotOf(words[who.Next - 1]) is not { } slot
            || words[at] is "he" or "she")
        {
            return;
        }

        var verb = words[who.Next] == "'s" && words[who.Next + 1] == "name" ? who.Next + 2 : who.Next;
        var called = words[verb + 1] is "called" or "named" ? verb + 2 : verb + 1;
        if (words[verb] is not ("is" or "'s") || (verb == who.Next && called == verb + 1)
            || !Kin.IsPersonName(words, called))
        {
            return;
        }

        var end = called;
        while (words.IsName(end) || (end > called && words[end] == "." && words.IsName(end + 1)
            && words[end - 1].Length < 4))
        {
            end++;
        }

        var (clause, name) = (words.Span(at, end), words.Span(called, end));
        if (slot == "pet")
        {
            findings.Add(new Finding(clause, Claim.Speaker, "pet", words.Span(who.Next - 1, who.Next),
                Polarity.Holds, false));
            findings.Add(new Finding(clause, who.Name, "name", name, Polarity.Holds, false));
        }
        else
        {
            findings.Add(new Finding(clause, Claim.Speaker, slot, name, Polarity.Holds, false));
        }
    }
}
