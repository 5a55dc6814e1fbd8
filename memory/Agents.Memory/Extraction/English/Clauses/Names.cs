using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads who is named as somebody of the speaker's, wherever it stands and also in a question: "my dog
/// Biscuit", "Adaeze (my daughter)".</summary>
internal static class Names
{
    // "Teach my son Minecraft" names a game.
    private static readonly FrozenSet<string> Givers = Words.Set(
        """
        give gave teach taught buy bought get show feed send sent wish read tell cook make offer sell ask call called
        name named let order play giving teaching buying getting showing feeding sending wishing reading making
        """);

    public static void Read(Reading reading)
    {
        var words = new Tokens(reading.Sentence, new Stretch(0, reading.Sentence.Length));
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] == "my" && IllnessEnd(words, at + 1) is var end && end > at + 1
                && !IsOver(reading, words.Text(at + 1, end)) && !IsKnown(reading, words.Text(at + 1, end)))
            {
                reading.Add(Claim.Speaker, "condition", words.Span(at + 1, end), words.Span(at, end));
                reading.Claims.MarkRead("condition", reading.InText(words.Span(at + 1, end)));
                continue;
            }

            if (!(words[at] is "my" or "our" || (words.IsName(at) && words[at + 1] is "," or "("))
                || Givers.Contains(words[at - 1]) || Kin.Read(words, at, null) is not { Slot: { } slot } who)
            {
                continue;
            }

            var name = words.Span(who.NameAt, who.NameEnd);
            if (!words.At(who.NameAt - 1).Upper && !IsOver(reading, who.Name)
                && !reading.Claims.IsRead(slot, reading.InText(name)))
            {
                reading.Add(Claim.Speaker, slot, name, words.Span(at, who.Next));
                reading.Claims.MarkRead(slot, reading.InText(name));
            }
        }
    }

    /// <summary>Gives the end of an illness: "my shingles", "my bad back"; the first word where it is none.</summary>
    private static int IllnessEnd(Tokens words, int at)
    {
        for (var end = at + 3; end > at; end--)
        {
            if (Enumerable.Range(at, end - at).All(word => !words.Ends(word) && !Words.Stops.Contains(words[word])
                && Kin.SlotOf(words[word]) is null) && Lexicon.IsIllness(words.Low(at, end)))
            {
                return end;
            }
        }

        return at;
    }

    private static bool IsKnown(Reading reading, string illness) => reading.Claims.Any(claim => claim.Slot ==
        "condition"
        && (claim.Value.Contains(illness, StringComparison.OrdinalIgnoreCase)
            || illness.Contains(claim.Value, StringComparison.OrdinalIgnoreCase)));

    private static bool IsOver(Reading reading, string name) => reading.Claims.Any(claim =>
        claim.Polarity != Polarity.Holds && claim.Value.Contains(name, StringComparison.OrdinalIgnoreCase));
}
