using System.Collections.Frozen;
using Agents.Contracts;

namespace Agents.Memory.Extraction;

/// <summary>What can be known of a subject: the slots of the profile, relations to others, and tastes.</summary>
/// <remarks>A functional slot has one value at a time. A noun that is no slot here is functional when it was said with
/// "is" of a single thing ("my shoe size is 42").</remarks>
public static class Slots
{
    private static readonly FrozenSet<string> Profile = FrozenSet.ToFrozenSet(
    [
        "name", "nickname", "age", "birthday", "home", "origin", "nationality", "employer", "occupation", "school",
        "major", "marital_status", "email", "phone", "address", "height", "weight", "speaks", "religion",
    ]);

    private static readonly FrozenSet<string> Preferences = FrozenSet.ToFrozenSet(
        ["likes", "dislikes", "prefers", "diet", "hobby", "instruction"]);

    private static readonly FrozenSet<string> Several = FrozenSet.ToFrozenSet(
    [
        "speaks", "child", "sibling", "friend", "colleague", "roommate", "teacher", "pet", "owns", "allergy",
        "condition", "skill", "member_of", "likes", "dislikes", "prefers", "hobby", "instruction", "event",
        "procedure", "subscription", "habit", "reason", "account", "detail",
    ]);

    /// <summary>The prefix of a favourite: <c>favorite.color</c>.</summary>
    public const string Favorite = "favorite.";

    // Who someone is does not rest on why they say so.
    private static readonly FrozenSet<string> Identity = FrozenSet.ToFrozenSet(
    [
        "name", "nickname", "age", "birthday", "origin", "nationality", "height", "weight", "mother", "father", "child",
        "sibling", "allergy", "birthplace", "condition", "friend", "colleague", "partner",
    ]);

    /// <summary>Tells whether a slot says who someone is: it rests on no reason.</summary>
    public static bool IsIdentity(string slot) => Identity.Contains(slot);

    /// <summary>Tells whether a word names a relation and not who stands in it: girlfriend, 老板.</summary>
    public static bool NamesRelation(string word) =>
        English.EnglishLexicon.Relations.ContainsKey(word.ToLowerInvariant())
        || Chinese.ChineseLexicon.Relations.ContainsKey(word);

    /// <summary>Tells whether a slot is one of the schema, and not a noun as somebody said it.</summary>
    public static bool IsKnown(string slot) =>
        Profile.Contains(slot) || Preferences.Contains(slot) || Several.Contains(slot)
        || English.EnglishLexicon.Relations.Values.Contains(slot)
        || (slot.StartsWith(Favorite, StringComparison.Ordinal) && slot.Length > Favorite.Length);

    public static bool IsFunctional(string slot) => !Several.Contains(slot);

    public static MemoryKind KindOf(string slot) =>
        slot == "event" ? MemoryKind.Event
        : slot == "procedure" ? MemoryKind.Procedure
        : Profile.Contains(slot) ? MemoryKind.Profile
        : Preferences.Contains(slot) || slot.StartsWith(Favorite, StringComparison.Ordinal) ? MemoryKind.Preference
        : MemoryKind.Fact;
}
