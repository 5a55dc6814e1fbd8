using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction;

/// <summary>One way to say something: what it looks like, and which slot it speaks of.</summary>
/// <param name="Slot">The slot; where it is null, the pattern's group <c>slot</c> is the noun that names it.</param>
/// <param name="Pattern">Groups: <c>v</c> the value, <c>s</c> the subject where it is not the speaker.</param>
/// <param name="Polarity">Whether what is said holds.</param>
/// <param name="List">Whether the value may be several, joined by commas and "and".</param>
/// <param name="Dated">Whether a time in the sentence is when it became so.</param>
internal sealed record ClaimRule(
    string? Slot, Regex Pattern, Polarity Polarity = Polarity.Holds, bool List = false, bool Dated = false);
