using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>One way to say something of a subject that is known already.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Said">What follows the subject and its adverbs; group <c>v</c> is the value.</param>
/// <param name="Named">The same of someone by name, who is the group <c>s</c>; null where that is said of nobody
/// else.</param>
/// <param name="Who">Of whom it is said.</param>
internal sealed record ChineseRule(string Slot, Regex? Said, Regex? Named, ChineseRule.Of Who)
{
    public Polarity Polarity { get; init; }

    /// <summary>Gets a value indicating whether the value may be several.</summary>
    public bool List { get; init; }

    /// <summary>Gets a value indicating whether a time in the clause is when it became so.</summary>
    public bool Dated { get; init; }

    /// <summary>Gets a value indicating whether the clause must name whom it is about.</summary>
    public bool Subjected { get; init; }

    public bool Fits(string subject) => Who switch
    {
        Of.Speaker => subject == Claim.Speaker,
        Of.Others => subject != Claim.Speaker,
        _ => true,
    };

    public enum Of
    {
        Anyone,
        Speaker,
        Others,
    }
}
