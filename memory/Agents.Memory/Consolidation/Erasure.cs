using Agents.Contracts;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>What goes when memories are erased: they themselves, what quotes them, and the turns that say an erased
/// item.</summary>
/// <remarks>An item's words stand in its turns as well, so erasing it and keeping them would erase nothing; forgetting
/// is
/// what hides an item alone. Another turn that says the same as an erased text is read again.</remarks>
public sealed class Erasure
{
    private readonly MemoryProjection _known;
    private readonly HashSet<int> _named;
    private readonly SortedSet<int> _erased;

    /// <param name="known">The projection.</param>
    /// <param name="named">The memories to erase.</param>
    public Erasure(MemoryProjection known, IReadOnlyCollection<int> named)
    {
        _known = known;
        _named = [.. named];
        _erased = [.. named];
        var waiting = new Queue<int>(named);
        while (waiting.TryDequeue(out var ordinal))
        {
            foreach (var next in Drawn(ordinal).Where(_erased.Add))
            {
                waiting.Enqueue(next);
            }
        }
    }

    /// <summary>Gets the memories that go.</summary>
    public IReadOnlyCollection<int> Ordinals => _erased;

    /// <summary>Gives the decisions, to be written as one group.</summary>
    public IEnumerable<DecisionRecord> Decisions(DateTimeOffset at)
    {
        var gone = _erased.Select(ordinal => _known[ordinal].Sequence).ToHashSet();
        foreach (var item in _known.Items.All)
        {
            if (!gone.Contains(item.Sequence) && Ended(item, gone, at) is { } retired)
            {
                yield return retired;
            }
        }

        yield return new DecisionRecord
        {
            Kind = DecisionKind.Erase,
            At = at,
            Sequences = [.. _erased.SelectMany(_known.FramesOf)],
            ErasedIds = NullIfEmpty(_erased.Where(IsEpisode).Select(IdOf).Select(id => Fingerprint.Of(id))),
            ErasedItems = NullIfEmpty(_erased.Where(IsNamedItem)
                .Select(ordinal => Fingerprint.Of(DigestIds.Unnumbered(IdOf(ordinal))))),
            Reread = Reread(gone),
        };
    }

    private static ulong[]? NullIfEmpty(IEnumerable<ulong> all) => all.ToArray() is { Length: > 0 } some ? some : null;

    private string IdOf(int ordinal) => _known.Index[ordinal].Id;

    private bool IsEpisode(int ordinal) => _known.Index.KindOf(ordinal) == MemoryKind.Episode;

    /// <summary>Tells whether an item goes for its own sake: one of a conversation that goes merely quotes it, and may
    /// be said elsewhere.</summary>
    private bool IsNamedItem(int ordinal) => _named.Contains(ordinal)
        && _known.Items.Find(_known[ordinal].Sequence) is { } item
        && !item.Sources.Any(said => _known.TryFindRecord(said.Sequence, out var turn) && _named.Contains(turn));

    private IEnumerable<int> Drawn(int ordinal)
    {
        var sequence = _known[ordinal].Sequence;
        var item = _known.Items.Find(sequence);
        var drawn = item is null
            ? Quoting(sequence)
            : _known.Items.DigestsOf(sequence).Select(digest => digest.Sequence)
                .Concat(IsNamedItem(ordinal) ? item.Sources.Select(source => source.Sequence) : []);
        foreach (var other in drawn.ToArray())
        {
            if (_known.TryFindRecord(other, out var found))
            {
                yield return found;
            }
        }
    }

    // A digest may quote any of its sources, and is made again of what is left.
    private IEnumerable<long> Quoting(long episode) => _known.Items.From(episode)
        .Where(item => item.IsDigest || item.Sources[0].Sequence == episode).Select(item => item.Sequence);

    /// <summary>What an erased item ended stays ended, and what rested on it ends: both are said anew, since its frame
    /// will
    /// not say it any more.</summary>
    private static DecisionRecord? Ended(ItemState item, HashSet<long> gone, DateTimeOffset at) => item switch
    {
        { Standing: not ItemStanding.Current } when gone.Contains(item.RetiredBy)
            || item.RestsOn.Any(gone.Contains) => new DecisionRecord
            {
                Kind = DecisionKind.Retire,
                At = new DateTimeOffset(item.RetiredAt, TimeSpan.Zero),
                Subject = item.Sequence,
                Standing = item.Standing,
                ValidTo = new DateTimeOffset(item.ValidTo, TimeSpan.Zero),
                By = item.RetiredBy,
            },
        { Standing: ItemStanding.Current } when item.RestsOn.FirstOrDefault(gone.Contains) is var premise and not 0 =>
            new DecisionRecord
            {
                Kind = DecisionKind.Retire,
                At = at,
                Subject = item.Sequence,
                Standing = ItemStanding.Retired,
                ValidTo = at,
                By = premise,
            },
        _ => null,
    };

    private long[]? Reread(HashSet<long> gone)
    {
        var texts = new SortedSet<long>();
        foreach (var ordinal in _erased)
        {
            var item = _known.Items.Find(_known[ordinal].Sequence);
            foreach (var source in item is { IsDigest: false } ? item.Sources : [])
            {
                if (!gone.Contains(source.Sequence) && _known.TryFindRecord(source.Sequence, out var episode))
                {
                    texts.Add(_known[episode].TextSequence);
                }
            }
        }

        return texts.Count == 0 ? null : [.. texts];
    }
}
