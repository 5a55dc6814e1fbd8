using System.Collections;
using Agents.Contracts;

namespace Agents.Memory.Extraction;

/// <summary>The claims of one turn, each once.</summary>
internal sealed class ClaimList : IEnumerable<Claim>
{
    // A turn that states more than this is a list of something else.
    public const int Max = 32;

    private readonly List<Claim> _claims = [];

    // Where the values stand that the reading of clauses found, and of which slots they are.
    private readonly List<(string Slot, SourceSpan Value)> _read = [];

    public int Count => _claims.Count;

    /// <summary>Gets or sets the other person that was named last: whom "she" means.</summary>
    public string? Person { get; set; }

    /// <summary>Gets or sets where the next claim goes: a reason stands before what rests on it. Null for the
    /// end.</summary>
    public int? At { get; set; }

    /// <summary>Keeps rules from reading another thing where clauses were read.</summary>
    public void MarkRead(string slot, SourceSpan value) => _read.Add((slot, value));

    /// <summary>Tells whether a clause was found to say something else, or the same in better bounds, in those
    /// words.</summary>
    public bool IsRead(string slot, SourceSpan value) => slot is not ("event" or "procedure" or "instruction"
        or "reason")
        && _read.Exists(read => read.Value.Start < value.End && value.Start < read.Value.End
            && !(read.Slot == "hobby" && slot == "skill"));

    public void Add(Claim claim)
    {
        if (!claim.OnlyIfKnown)
        {
            // What is sure takes the place of the same that only may be.
            _claims.RemoveAll(other => other.OnlyIfKnown && other.Slot == claim.Slot && other.Subject == claim.Subject
                && other.Polarity == claim.Polarity && other.Value == claim.Value);
        }

        var known = _claims.Exists(other => other.Slot == claim.Slot && other.Subject == claim.Subject
            && other.Polarity == claim.Polarity
            && (other.Value == claim.Value || (claim.Functional && other.Span == claim.Span)))
            || (claim.Polarity == Polarity.Ended && _claims.Exists(other => other is
            { Polarity: Polarity.Ended, OnlyIfKnown: false } && other.Slot == claim.Slot
                && other.Subject == claim.Subject
                && (other.Value.Contains(claim.Value, StringComparison.Ordinal)
                    || claim.Value.Contains(other.Value, StringComparison.Ordinal))))
            || (claim is { OnlyIfKnown: true, Polarity: not Polarity.Holds }
                && _claims.Exists(other => other.Polarity != Polarity.Holds
                && (other.Slot == claim.Slot || !other.OnlyIfKnown)
                && (other.Value.Contains(claim.Value, StringComparison.Ordinal)
                    || claim.Value.Contains(other.Value, StringComparison.Ordinal))));
        if (!known && _claims.Count < Max)
        {
            _claims.Insert(At ?? _claims.Count, claim);
        }
    }

    /// <summary>Lets what was said last before a place rest on a reason that is given for it afterwards ("that only
    /// works because he is the landlord").</summary>
    public void Rest(SourceSpan reason, int before)
    {
        var last = _claims.FindLastIndex(claim => claim.Span.End <= before && claim.Polarity == Polarity.Holds);
        for (var i = last; i >= 0 && _claims[i].Span.Start == _claims[last].Span.Start; i--)
        {
            if (!Slots.IsIdentity(_claims[i].Slot))
            {
                _claims[i] = _claims[i] with { Reason = reason };
            }
        }
    }

    public IEnumerator<Claim> GetEnumerator() => _claims.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
