using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>The place of a clause while it is read.</summary>
/// <param name="Reading">The sentence.</param>
/// <param name="Clause">Where the clause stands in it.</param>
/// <param name="Words">The clause as rules read it, with a subject put before it where it has none.</param>
/// <param name="Offset">What leads from a place in the words to one in the sentence.</param>
/// <param name="When">The time that it names.</param>
internal readonly record struct Place(
    Reading Reading, Stretch Clause, string Words, int Offset, StatedTime? When)
{
    public void Add(string subject, string slot, Capture value, Polarity polarity, bool functional = false) =>
        Add(subject, slot, new Stretch(value.Index, value.Index + value.Length), polarity, functional);

    public void Add(string subject, string slot, Stretch value, Polarity polarity,
        bool functional = false) => Reading.Add(
        subject,
        slot,
        new Stretch(value.Start + Offset, value.End + Offset),
        Clause,
        polarity,
        slot is "condition" or "age" or "marital_status" or "diet" or "pet" || polarity == Polarity.Ended ? When : null,
        functional);

    public void AddAll(string slot, Capture values, Polarity polarity)
    {
        foreach (var (start, length) in ValueLists.Split(values.Value))
        {
            Add(Claim.Speaker, slot, new Stretch(values.Index + start, values.Index + start + length), polarity);
        }
    }

    /// <summary>Gives what the turn says before the clause.</summary>
    public string Before() => Reading.Text[..(Reading.At.Start + Clause.Start)];

    /// <summary>Adds a pet by the word that names it in the clause.</summary>
    public void Pet(string noun)
    {
        var found = Clause.Of(Reading.Sentence).IndexOf(noun, StringComparison.OrdinalIgnoreCase);
        if (found >= 0)
        {
            Reading.Add(Claim.Speaker, "pet", new Stretch(Clause.Start + found, Clause.Start + found + noun.Length),
                Clause);
        }
    }
}
