using System.Globalization;
using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds of whom or what several things are known that are not summed up as they are now.</summary>
/// <remarks>What is known of the user is parted by kind; what is known of anyone else is one topic.</remarks>
internal sealed class TopicDigests(MemoryProjection known, Rest rest)
{
    private const int ItemsMin = 3;
    private const int LinesMax = 12;
    private const int TopicsMax = 20;

    public IEnumerable<OwedDigest> Owed()
    {
        var topics = new Dictionary<(string Subject, string Slot), List<TopicLine>>();
        foreach (var item in known.Items.All)
        {
            if (LineOf(item) is { } line)
            {
                var key = (ItemTable.KeyOf(item.Subject, "").Subject, SlotOf(item, line));
                if (!topics.TryGetValue(key, out var lines))
                {
                    topics.Add(key, lines = []);
                }

                lines.Add(line);
            }
        }

        return topics.Where(topic => topic.Value.Count >= ItemsMin)
            .OrderByDescending(topic => topic.Value.Count).ThenBy(topic => topic.Value[0].Item.Sequence)
            .Take(TopicsMax)
            .Select(topic => Owed(topic.Key.Subject, topic.Key.Slot, topic.Value)).OfType<OwedDigest>();
    }

    private TopicDigest? Owed(string subject, string slot, List<TopicLine> all)
    {
        var lines = all[Math.Max(0, all.Count - LinesMax)..];
        var state = string.Join(' ', lines.Select(line => string.Create(
            CultureInfo.InvariantCulture, $"{line.Item.Sequence}:{line.Text}:{line.Source.Sequence}")));
        var id = $"topic-{Fingerprint.Of(subject, slot, state):x16}";
        return DigestIds.Next(known, id, lines.Min(line => line.Text)) is not { } next
            || !rest.Has(known.Index[all[^1].Ordinal].RecordedAt)
            ? null
            : new TopicDigest(
                next,
                slot,
                lines,
                known.Index[all[^1].Ordinal],
                SessionDigest.Replaced(known, lines[0].Item.Subject, slot));
    }

    private TopicLine? LineOf(ItemState item)
    {
        if (item is not { Standing: ItemStanding.Current, Polarity: Polarity.Holds, IsDigest: false }
            || item.Slot is "event" or "reason"
            || !known.TryFindRecord(item.Sequence, out var ordinal) || !known.Index.IsVisible(ordinal))
        {
            return null;
        }

        var source = item.Sources.FirstOrDefault(said =>
            known.TryFindRecord(said.Sequence, out var turn) && known.Index.IsVisible(turn));
        return source is null ? null : new TopicLine(item, ordinal, known[ordinal].TextSequence, source);
    }

    private string SlotOf(ItemState item, TopicLine line) =>
        item.Subject == Claim.Speaker || known.Index[line.Ordinal].Author == item.Subject
            ? $"{SessionDigest.Slot}.{known.Index.KindOf(line.Ordinal).ToString().ToLowerInvariant()}"
            : $"{SessionDigest.Slot}.about";
}
