using System.Globalization;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Recall.Text;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds what happened again and again: the same thing said of several days is a habit.</summary>
/// <remarks>Precision before recall: only what is told in the same words, of past days that the turns name. Without a
/// day one event that is told three times would be three. The events stay what they are.</remarks>
internal sealed class HabitDigests(MemoryProjection known)
{
    private const string Event = "event";
    private const int DaysMin = 3;

    public IEnumerable<OwedDigest> Owed() => known.Items.All
        .Where(item => item is
        {
            Slot: Event, Standing: ItemStanding.Current, Polarity: Extraction.Polarity.Holds,
            IsDigest: false, Edited: false
        })
        .Select(Told).OfType<Happening>()
        .GroupBy(happening => happening.Key)
        .Select(group => Owed(group.Key, [.. group])).OfType<OwedDigest>();

    private HabitDigest? Owed(string key, Happening[] happenings)
    {
        if (happenings.DistinctBy(happening => happening.Day).Count() < DaysMin
            || happenings.DistinctBy(happening => happening.Turn).Count() < DaysMin)
        {
            return null;
        }

        var last = happenings.MaxBy(happening => (happening.Day, happening.Item.Sequence))!;
        var id = $"habit-{Fingerprint.Of(ItemTable.KeyOf(last.Item.Subject, "").Subject, key):x16}";
        if (DigestIds.Next(known, id, happenings.Min(happening => known[happening.Turn].TextSequence)) is { } next)
        {
            return new HabitDigest(
                next,
                last.Item,
                happenings.Min(happening => happening.Day),
                [.. happenings.Where(other => other != last).Select(other => other.Item)])
            {
                Turns = [last.Turn],
            };
        }

        SaidAgain[] again = Standing(id) is { } habit
            ? [.. happenings.Where(happening => habit.Sources.All(said =>
                    said.Sequence != happening.Item.Sources[0].Sequence))
                .Select(happening => new SaidAgain(habit.Sequence, happening.Item.Sources[0]))]
            : [];
        return again.Length == 0 ? null : new HabitDigest(id, last.Item, default, []) { Again = again };
    }

    // Of those that were made under an id only the last can hold.
    private ItemState? Standing(string id)
    {
        var next = id;
        ItemState? last = null;
        for (var number = 2; known.TryFind(next, out var ordinal); number++)
        {
            last = known.Items.Find(known[ordinal].Sequence);
            next = string.Create(CultureInfo.InvariantCulture, $"{id}.{number}");
        }

        return last is { Standing: ItemStanding.Current, Edited: false } ? last : null;
    }

    private Happening? Told(ItemState item)
    {
        if (!known.TryFindRecord(item.Sequence, out var ordinal) || !known.Index.IsVisible(ordinal)
            || !known.TryFindRecord(item.Sources[0].Sequence, out var turn) || !known.Index.IsVisible(turn))
        {
            return null;
        }

        var (happened, said) = (known.Index[ordinal].Time, known.Index[turn].Time);
        var terms = TextAnalysis.Analyze(item.Value).Terms;
        return happened == said || happened > said || terms.Length == 0
            ? null
            : new Happening(
                item,
                turn,
                happened.Date,
                ItemTable.KeyOf(item.Subject, "").Subject + " " + string.Join(' ', terms.Select(term => term.Key)));
    }

    /// <summary>Something that happened on a day.</summary>
    private sealed record Happening(ItemState Item, int Turn, DateTime Day, string Key);
}
