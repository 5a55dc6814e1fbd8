using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads the names of places.</summary>
internal static class Places
{
    // What one lives in without being there.
    private static readonly FrozenSet<string> NoPlace = Words.Set(
        """
        fear hope hell peace town limbo denial person fact bed love pain sin work school uni college luck charge trouble
        need search case time days hospital prison jail university quarantine rehab halls france's general theory here
        """);

    // What else one moves to.
    private static readonly FrozenSet<string> Wares = Words.Set(
        """
        excel sheets google slack windows mac macos linux ubuntu android iphone ios chrome firefox safari python java
        javascript typescript rust react vue angular spotify netflix gmail outlook notion obsidian jira trello verizon
        vodafone monzo revolut barclays github gitlab aws azure gcp postgres mysql mongodb teams zoom discord whatsapp
        telegram word docs pages figma sketch photoshop chatgpt claude plan tier premium pro
        """);

    private static readonly FrozenSet<string> Lands = Words.Set(
        """
        netherlands us usa uk states philippines uae midlands highlands bronx hague gambia congo bahamas maldives
        cotswolds hebrides dales lake-district black-forest azores caribbean balkans borders wirral
        """);

    /// <summary>Gives the end of a place's name; the first word where there is none.</summary>
    public static int End(Clause clause, int at)
    {
        var words = clause.Words;
        if (words[at] == "the" && Lands.Contains(words[at + 1]))
        {
            return clause.NameEnd(at + 1) is var land && land > at + 1 ? land : at + 2;
        }

        var end = clause.NameEnd(at);
        if (end > at)
        {
            return words[at] is "year" or "grade" or "form" or "class" or "it" or "hr" or "pe" or "ai"
                || Wares.Contains(words[at])
                ? at
                : end;
        }

        // Who types no capitals at all means "leeds".
        return Uncased(words) && words[at].Length > 3 && char.IsLetter(words[at][0]) && !Words.Stops.Contains(words[at])
            && !Words.Articles.Contains(words[at]) && !NoPlace.Contains(words[at]) && !Wares.Contains(words[at])
            && clause.Complete(at + 1)
                ? at + 1
                : at;
    }

    /// <summary>Reads "based in Leeds", "living near Cork", "in Geraldton now".</summary>
    public static int ReadBeing(Clause clause, int at, Polarity polarity)
    {
        var words = clause.Words;
        if (polarity == Polarity.Negated)
        {
            return at;
        }

        var stays = words[at] is "based" or "settled" or "located" or "living" or "residing" or "renting" or "back";
        var from = stays ? at + 1 : at;
        while (stays && words[from] is "over" or "up" or "down" or "out" or "back" or "here" or "just")
        {
            from++;
        }

        if (words[from] is not ("in" or "near" or "outside") || End(clause, from + 1) is var end && end == from + 1)
        {
            return at;
        }

        end = End(clause, from + 1);
        if (!stays && words[end] is not "now")
        {
            return at;
        }

        clause.Add("home", from + 1, end, polarity);
        return end;
    }

    private static bool Uncased(Tokens words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] is "i" or "im" or "my")
            {
                return !words.At(at).Upper;
            }
        }

        return false;
    }
}
