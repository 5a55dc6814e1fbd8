using Agents.Contracts;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>The summary of a topic: what is known of someone or something, a line each.</summary>
/// <remarks>It rests on every item that it names, so it is retired with the first of them that holds no longer.
/// </remarks>
internal sealed class TopicDigest(
    string id, string slot, IReadOnlyList<TopicLine> lines, RecallEntry last, long[]? replaced) : OwedDigest
{
    private const int CharsOfLineMax = 120;

    public override ItemRecord? Make(
        IReadOnlyList<SourceText> texts,
        DateTimeOffset now,
        IReadOnlyDictionary<string, SummaryChoice> choices) => new()
        {
            Id = id,
            Kind = MemoryKind.Summary,
            Subject = lines[0].Item.Subject,
            Slot = slot,
            Value = $"{lines.Count} items",
            Text = string.Join('\n', lines.Select(Line)),
            Time = last.Time,
            RecordedAt = now,
            Author = last.Author,
            Role = last.Role,
            Source = lines[0].Source,
            Further = [.. lines.Skip(1).Select(line => line.Source)],
            Functional = true,
            Replaces = replaced,
            RestsOn = [.. lines.Select(line => line.Item.Sequence).Order()],
            Extractor = Digests.Extractor,
        };

    private static string Line(TopicLine line)
    {
        var value = line.Item.Value;
        if (value.Length > CharsOfLineMax)
        {
            value = value[..(char.IsLowSurrogate(value[CharsOfLineMax]) ? CharsOfLineMax - 1 : CharsOfLineMax)] + "…";
        }

        return $"{line.Item.Subject} · {line.Item.Slot}: {value}";
    }
}
