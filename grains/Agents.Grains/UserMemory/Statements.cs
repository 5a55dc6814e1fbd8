using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Items;
using Agents.Memory.Projection;

namespace Agents.Grains.UserMemory;

/// <summary>Tells what items say, with ids in the place of frames.</summary>
internal static class Statements
{
    private const int RelatedMax = 10;

    public static Statement Of(MemoryProjection known, ItemState item)
    {
        string? IdOf(long sequence) => Statements.IdOf(known, sequence);
        DateTimeOffset[] said = [.. TimesOf(known, item)];
        return new Statement
        {
            Subject = item.Subject,
            Slot = item.Slot,
            Value = item.Value,
            Polarity = item.Polarity.ToString().ToLowerInvariant(),
            ValidFrom = new DateTimeOffset(item.ValidFrom, TimeSpan.Zero),
            ValidTo = TimeOf(item.ValidTo),
            RetiredAt = TimeOf(item.RetiredAt),
            ReplacedBy = IdOf(item.RetiredBy),
            Contradicts = [.. item.Contradicts.Select(IdOf).OfType<string>()],
            RestsOn = [.. item.RestsOn.Select(IdOf).OfType<string>()],
            Confidence = item.Confidence,
            Said = said.Length,
            FirstSaid = said.Length == 0 ? null : said.Min(),
            LastSaid = said.Length == 0 ? null : said.Max(),
        };
    }

    /// <summary>Tells also which items speak of the same things.</summary>
    public static Statement WithRelated(MemoryProjection known, ItemState item) => Of(known, item) with
    {
        Related =
        [
            .. RelatedItems.Of(known, item, RelatedMax).Select(sequence => IdOf(known, sequence)).OfType<string>(),
        ],
    };

    private static string? IdOf(MemoryProjection known, long sequence) =>
        sequence != 0 && known.TryFindRecord(sequence, out var ordinal) ? known.Index[ordinal].Id : null;

    private static IEnumerable<DateTimeOffset> TimesOf(MemoryProjection known, ItemState item)
    {
        foreach (var sequence in item.Sources.Select(source => source.Sequence).Distinct())
        {
            if (known.TryFindRecord(sequence, out var ordinal))
            {
                yield return known.Index[ordinal].Time;
            }
        }
    }

    public static DateTimeOffset? TimeOf(long ticks) =>
        ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
