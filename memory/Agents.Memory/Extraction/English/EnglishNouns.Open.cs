using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English;

/// <summary>What a noun of the speaker's own says: "my shoe size is 42".</summary>
internal static partial class EnglishNouns
{
    private static void ReadOpen(Place at, string subject, string noun, Group value, Polarity polarity)
    {
        if (L.Nouns.TryGetValue(noun, out var slot))
        {
            var name = PersonName.Match(value.Value);
            if ((slot == "name" && !name.Success) || (slot == "phone" && value.Value.Count(char.IsDigit) < 5))
            {
                return;
            }

            // An address has commas.
            var end = slot == "address" ? at.Clause.End - at.Offset
                : value.Index + (slot == "name" ? name.Length : value.Length);
            var skipped = slot == "birthday" && value.Value.StartsWith("on ", StringComparison.Ordinal) ? 3 : 0;
            at.Add(subject, slot, new Stretch(value.Index + skipped, end), polarity);
            if (slot == "name" && L.Pets.Contains(subject))
            {
                at.Pet(subject);
            }
        }
        else if (!Vague.IsMatch(noun) && OpenValue.IsMatch(value.Value)
            && (Telling.IsMatch(noun) || Concrete.IsMatch(value.Value)))
        {
            // A size is a number, whatever system it is of.
            var size = noun.EndsWith("size", StringComparison.Ordinal)
                && SizeNumber.Match(value.Value) is { Success: true } number
                ? number.Length
                : value.Length;
            at.Add(subject, noun, new Stretch(value.Index, value.Index + size), polarity, functional: true);
        }
    }

    private static Regex SizeNumber { get; } = Patterns.New(@"^\d[\d.,/]*(?= \p{Ll})", Options);

    // A name is words with capitals: who is "on the list" or "mud" has said none.
    private static Regex PersonName { get; } = Patterns.New(
        @"^[\p{Lu}\p{Lo}][\p{L}'’.-]*(?: (?:(?:de|da|di|del|della|van|von|der|den|ten|la|le|al|el|bin|ibn|y|e) )*"
            + @"[\p{Lu}\p{Lo}][\p{L}'’.-]*)*(?=\W*$|,| (?:and|but|not|from|with|by|now|again|here|please|thanks|btw|lol"
            + @"|though)\b)",
        Options);
}
