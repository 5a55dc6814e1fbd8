using System.Text;
using Agents.Contracts;
using Agents.Memory.Items;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Runs;

namespace Agents.Memory.Projection;

/// <content>What was taken from the episodes: items are memories as episodes are, with ordinals of their own.</content>
public sealed partial class MemoryProjection
{
    private readonly SortedSet<int> _owed = [];

    /// <summary>Gets what is known by subject and slot.</summary>
    public ItemTable Items { get; } = new();

    /// <summary>Gets the runs that took them.</summary>
    public RunTable Runs { get; private init; } = new();

    /// <summary>Gets how many texts consolidation has still to read.</summary>
    public int Owed => _owed.Count;

    /// <summary>Tells whether consolidation has still to read a text.</summary>
    public bool Owes(int ordinal) => _owed.Contains(ordinal);

    /// <summary>Gets the position up to which consolidation has read every text.</summary>
    public long Consolidated => _owed.Count == 0
        ? Indexed
        : Math.Min(Indexed, _owed.Min(ordinal => _items[ordinal].TextSequence) - 1);

    /// <summary>Returns up to <paramref name="max"/> ordinals whose texts consolidation has to read, oldest
    /// first.</summary>
    /// <param name="max">How many at most.</param>
    /// <param name="unindexed">Whether those too whose vectors are still to come.</param>
    public int[] OwedOldest(int max, bool unindexed = false) =>
        [.. _owed.Where(ordinal => unindexed || !_pending.Contains(ordinal)).Take(max)];

    /// <summary>Finds the memory that a frame recorded; erased ones are not found.</summary>
    public bool TryFindRecord(long sequence, out int ordinal) =>
        TryFindSequence(sequence, out ordinal) && !_items[ordinal].Erased;

    /// <summary>Shows what held at a moment of the world, as far as is known, and hides the rest: for a projection
    /// that is not shared, since nothing shows it again as it is.</summary>
    public void ShowValidAt(DateTimeOffset moment)
    {
        for (var ordinal = 0; ordinal < _items.Count; ordinal++)
        {
            if (!_items[ordinal].Erased)
            {
                var held = Items.Find(_items[ordinal].Sequence) is { } item
                    ? HeldAt(item, moment.UtcTicks)
                    : Index[ordinal].Time <= moment;
                Index.SetOutdated(ordinal, false);
                Index.SetVisible(ordinal, held && _items[ordinal] is { Forgotten: false, Archived: false });
            }
        }
    }

    // What a decision ended (an edit, an undo) is withdrawn and was not so at any time.
    private bool HeldAt(ItemState item, long ticks) =>
        item.ValidFrom <= ticks && (item.Standing == ItemStanding.Current || (ticks < item.ValidTo
            && (item.Standing == ItemStanding.Superseded || Items.Find(item.RetiredBy) is not null)));

    /// <remarks>Only what a user says is evidence about the user: what a model, a tool or a prompt says is second class
    /// until the user confirms it.</remarks>
    private void OweReading(int ordinal)
    {
        if (Index[ordinal] is { Kind: MemoryKind.Episode, Evidence: true, Role: MessageRoles.User })
        {
            _owed.Add(ordinal);
        }
    }

    private void AddItem(long sequence, ItemRecord record)
    {
        var ordinal = Index.Add(new RecallDocument
        {
            Id = record.Id,
            Kind = record.Kind,
            Role = record.Role,
            Author = record.Author,
            Conversation = record.Conversation,
            Agent = record.Agent,
            Time = record.Time,
            RecordedAt = record.RecordedAt,
            Text = record.Text,
            Evidence = true,
        });
        AddHeader(new ItemHeader
        {
            Sequence = sequence,
            TextSequence = sequence,
            TextBytes = Encoding.UTF8.GetByteCount(record.Text),
        });
        Live++;
        _pending.Add(ordinal);
        var changed = Items.Add(sequence, record);
        Show([Items.Find(sequence)!, .. changed]);
    }

    private void Consolidate(long sequence, ConsolidationRecord record)
    {
        Runs.Add(sequence, record);
        foreach (var text in record.Done)
        {
            if (TryFindText(text, out var ordinal) && _items[ordinal].TextSequence == text)
            {
                _owed.Remove(ordinal);
            }
        }

        foreach (var again in record.Again ?? [])
        {
            Rehearse(again.Item, record.At);
            if (TryFindRecord(again.Source.Sequence, out _))
            {
                Items.SayAgain(again.Item, again.Source);
            }

            Show(Items.Find(again.Item) is { } item ? [item] : []);
        }
    }

    private void Retire(long sequence, DecisionRecord decision) => Show(Items.RetireAnew(
        decision.Subject,
        decision.Standing ?? ItemStanding.Superseded,
        (decision.ValidTo ?? decision.At).UtcTicks,
        decision.At.UtcTicks,
        decision.By ?? sequence));

    private void Reinstate(DecisionRecord decision) =>
        Show(Items.Reinstate(decision.Subject) is { } item ? [item] : []);

    private void Withdraw(DecisionRecord decision)
    {
        if (Items.Find(decision.Subject) is { } item && decision.By is { } episode
            && item.Sources.Skip(1).Any(source => source.Sequence == episode))
        {
            Items.RemoveSource(episode, item);
            Show([item]);
            MarkTurn(episode);
        }
    }

    /// <summary>An edited text no longer says what was quoted from it, unless it is found there again.</summary>
    /// <remarks>What quotes the text as it was stays with it, and is erased with it.</remarks>
    private void RetireQuotesOf(int episode, long by, DateTimeOffset at)
    {
        var source = _items[episode].Sequence;
        foreach (var item in Items.From(source).ToArray())
        {
            if (!item.IsDigest && item.Sources[0].Sequence != source)
            {
                Items.RemoveSource(source, item);
                Show([item]);
                MarkTurn(source);
            }
            else if (!item.Edited)
            {
                Show(Items.Retire(item.Sequence, ItemStanding.Retired, at.UtcTicks, at.UtcTicks, by));
            }
        }
    }

    private void RemoveItems(int ordinal)
    {
        var sequence = _items[ordinal].Sequence;
        _owed.Remove(ordinal);
        var told = Items.Find(sequence)?.Sources ?? [];
        Items.Remove(sequence);
        foreach (var source in told)
        {
            MarkTurn(source.Sequence);
        }

        var quoting = Items.From(sequence).ToArray();
        Items.RemoveSource(sequence);
        Show(quoting);
    }

    private void ShowItemsOf(int ordinal) =>
        Show([.. Items.From(_items[ordinal].Sequence), .. Items.DigestsOf(_items[ordinal].Sequence)]);

    private void Show(IReadOnlyList<ItemState> items)
    {
        // After the items themselves, since a digest is shown only with all that it is made of.
        var digests = items.SelectMany(item => Items.DigestsOf(item.Sequence));
        foreach (var item in items.Concat(digests))
        {
            if (TryFindRecord(item.Sequence, out var ordinal))
            {
                ShowUnlessExpired(ordinal);
                Index.SetEcho(
                    ordinal,
                    item.IsDigest || (item is { Standing: ItemStanding.Current, Edited: false }
                        && item.Sources.Any(IsVisible)));
            }

            foreach (var source in item.Sources)
            {
                MarkTurn(source.Sequence);
            }
        }
    }

    /// <summary>A turn is out of date once nothing that was taken from it holds, and that was most of it.</summary>
    private void MarkTurn(long sequence)
    {
        if (!TryFindRecord(sequence, out var episode))
        {
            return;
        }

        ItemState[] taken = [.. Items.From(sequence).Where(item => !item.IsDigest)];
        var spans = taken.Select(item => item.Sources.First(said => said.Sequence == sequence))
            .DistinctBy(said => said.Start).ToArray();
        Index.SetOutdated(
            episode,
            spans.Length > 0 && Array.TrueForAll(taken, item => item.Standing != ItemStanding.Current)
                && 2 * spans.Sum(said => said.End - said.Start) >= spans[0].Length);
    }

    /// <summary>Tells whether recall may return a memory, its expiry aside. An item is borne out by a source that
    /// recall
    /// may return; one that the user wrote or pinned needs none.</summary>
    private bool IsShown(int ordinal)
    {
        var header = _items[ordinal];
        return header is { Forgotten: false, Archived: false } && (Items.Find(header.Sequence) is not { } item
            || (item.Standing == ItemStanding.Current
                && (header.Pinned || item.Edited
                    || (item.IsDigest ? IsWhole(item) : item.Sources.Any(BearsOut)))));
    }

    /// <summary>Tells whether all that a digest is made of may be recalled.</summary>
    private bool IsWhole(ItemState digest) => digest.Sources.All(BearsOut)
        && digest.RestsOn.All(premise => TryFindRecord(premise, out var ordinal) && Index.IsVisible(ordinal));

    private bool IsVisible(EpisodeSpan source) =>
        TryFindRecord(source.Sequence, out var episode) && Index.IsVisible(episode);

    /// <remarks>What was put away for want of room is no less true: an item outlives the turns that it was taken from.
    /// </remarks>
    private bool BearsOut(EpisodeSpan source) =>
        TryFindRecord(source.Sequence, out var episode)
        && (Index.IsVisible(episode)
            || (_items[episode] is { Archived: true, Forgotten: false } && !HasExpired(episode)));

    // As far as the last Expire went.
    private bool HasExpired(int ordinal) => _items[ordinal] is { Exempt: false, ExpiresTicks: not 0 and var ticks }
        && !_expiries.Contains((ticks, ordinal));
}
