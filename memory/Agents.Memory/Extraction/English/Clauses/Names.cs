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

    private static bool IsOver(Reading reading, string name) => reading.Claims.Any(claim =>
        claim.Polarity != Polarity.Holds && claim.Value.Contains(name, StringComparison.OrdinalIgnoreCase));
}
