using System.Collections.Frozen;
using Agents.Memory.Extraction;
using Agents.Memory.Items;

namespace Agents.Memory.Consolidation;

/// <summary>Tells by the words of English which of the things that are known a statement ends.</summary>
/// <remarks>"We got rid of Netflix" ends the Netflix account, whatever slot it stands in; it never makes up one that is
/// not known.</remarks>
internal static class EnglishTies
{
    // What does not end with a thing of its name.
    private static readonly FrozenSet<string> Lasting = FrozenSet.ToFrozenSet(
    [
        "event", "name", "nickname", "age", "birthday", "origin", "nationality", "email", "phone", "address", "height",
        "weight", "speaks", "religion", "marital_status", "instruction", "birthplace", "major", "mother", "father",
        "child", "sibling", "procedure", "allergy",
    ]);

    private static readonly char[] Spaces = [' ', '-', '\''];

    /// <summary>Tells whether a statement that something ended ends an item of another slot, too.</summary>
    public static bool Ends(Claim claim, ItemState item)
    {
        if (Lasting.Contains(item.Slot) || item.Slot.StartsWith(Slots.Favorite, StringComparison.Ordinal))
        {
            return false;
        }

        var over = ItemValues.Fold(claim.Value);
        var known = ItemValues.Fold(item.Value);
        return over.Length > 2 && (item.Slot == over || ItemValues.Covers(known, over) || Head(known) == Head(over)
            || (claim.OnlyIfKnown && item.Functional && claim.Slot == item.Slot));
    }

    // "My season ticket for the trains" is a ticket.
    private static string Head(string value)
    {
        var end = value.IndexOfAny([',', '(']);
        var words = (end < 0 ? value : value[..end]).Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
        var preposition = Array.FindIndex(words, word => word is "for" or "of" or "in" or "on" or "at" or "with"
            or "from" or "that" or "which" or "called" or "named");
        return preposition > 0 ? words[preposition - 1] : words.Length > 0 ? words[^1] : "";
    }
}
