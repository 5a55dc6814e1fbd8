using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>A habit: events of several days that were told in the same words. It quotes the last and rests on
/// all.</summary>
/// <param name="id">Its id.</param>
/// <param name="last">The last of the events.</param>
/// <param name="since">The day of the first.</param>
/// <param name="others">The other events.</param>
internal sealed class HabitDigest(string id, ItemState last, DateTime since, IReadOnlyList<ItemState> others)
    : OwedDigest
{
    public const string Slot = "habit";

    public override ItemRecord? Make(
        IReadOnlyList<SourceText> texts,
        DateTimeOffset now,
        IReadOnlyDictionary<string, SummaryChoice> choices) => Again.Count > 0
        ? null
        : new ItemRecord
        {
            Id = id,
            Kind = Slots.KindOf(Slot),
            Subject = last.Subject,
            Slot = Slot,
            Value = last.Value,
            Text = texts[0].Text[last.Sources[0].Start..last.Sources[0].End],
            Time = new DateTimeOffset(since, texts[0].Time.Offset),
            RecordedAt = now,
            Author = texts[0].Author,
            Role = texts[0].Role,
            Source = last.Sources[0],
            Further = [.. others.Select(other => other.Sources[0])],
            RestsOn = [.. others.Append(last).Select(item => item.Sequence).Order()],
            Extractor = Digests.Extractor,
        };
}
