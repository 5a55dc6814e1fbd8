using Agents.Memory.Extraction;
using Agents.Memory.Records;

namespace Agents.Memory.Items;

/// <summary>What is known of one item beyond what the index knows of every memory.</summary>
public sealed class ItemState
{
    private readonly List<EpisodeSpan> _sources;

    internal ItemState(long sequence, ItemRecord record)
        : this(record.Value, edited: false, [record.Source, .. record.Further ?? []])
    {
        IsDigest = record.Further is not null;
        Sequence = sequence;
        Subject = record.Subject;
        Slot = record.Slot;
        Polarity = record.Polarity;
        Functional = record.Functional;
        ValidFrom = record.Time.UtcTicks;
        RestsOn = record.RestsOn ?? [];
        Contradicts = record.Contradicts ?? [];
        Confidence = record.Confidence;
    }

    internal ItemState(string value, bool edited, IEnumerable<EpisodeSpan> sources)
    {
        Value = value;
        Edited = edited;
        _sources = [.. sources];
    }

    /// <summary>Gets the frame that recorded it.</summary>
    public long Sequence { get; internal init; }

    public string Subject { get; internal init; } = "";

    public string Slot { get; internal init; } = "";

    /// <summary>Gets what it says of the slot; what a user wrote instead, where they did.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Gets a value indicating whether the user has written it anew: no source has to bear it out, and none
    /// brings the old one back.</summary>
    public bool Edited { get; private set; }

    public Polarity Polarity { get; internal init; }

    public bool Functional { get; internal init; }

    /// <summary>Gets when it became so, in UTC ticks.</summary>
    public long ValidFrom { get; internal init; }

    public double Confidence { get; internal init; }

    public IReadOnlyList<long> RestsOn { get; internal init; } = [];

    public IReadOnlyList<long> Contradicts { get; internal init; } = [];

    /// <summary>Gets a value indicating whether it is made of several places, as a summary or a habit is: it holds only
    /// while every one of them does, and says nothing of its own.</summary>
    public bool IsDigest { get; internal init; }

    /// <summary>Gets where it was said; the first is the span that its text quotes.</summary>
    public IReadOnlyList<EpisodeSpan> Sources => _sources;

    public ItemStanding Standing { get; private set; }

    /// <summary>Gets when it ceased to be so in the world, in UTC ticks; 0 while it holds.</summary>
    public long ValidTo { get; private set; }

    /// <summary>Gets when we learnt that, in UTC ticks; 0 while it holds.</summary>
    public long RetiredAt { get; private set; }

    /// <summary>Gets the frame that ended it; 0 while it holds.</summary>
    public long RetiredBy { get; private set; }

    internal void Add(EpisodeSpan source) => _sources.Add(source);

    internal void Drop(Predicate<EpisodeSpan> source) => _sources.RemoveAll(source);

    internal void Edit(string text) => (Value, Edited) = (text, true);

    internal void Retire(ItemStanding standing, long validTo, long at, long by)
    {
        Standing = standing;
        ValidTo = validTo;
        RetiredAt = at;
        RetiredBy = by;
    }
}
