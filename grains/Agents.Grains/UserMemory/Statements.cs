using Agents.Contracts;
using Agents.Memory.Items;
using Agents.Memory.Projection;

namespace Agents.Grains.UserMemory;

/// <summary>Tells what items say, with ids in the place of frames.</summary>
internal static class Statements
{
    public static Statement Of(MemoryProjection known, ItemState item)
    {
        string? IdOf(long sequence) => sequence != 0 && known.TryFindRecord(sequence, out var ordinal)
            ? known.Index[ordinal].Id
            : null;
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
        };
    }

    public static DateTimeOffset? TimeOf(long ticks) =>
        ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
