using Agents.Cli.DataSets;
using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Bench.Ablation;

/// <summary>A sample's turns as a user's memory, read for items by the rules, as
/// <c>POST /v1/consolidations</c> does it.</summary>
internal static class ReadTurns
{
    /// <summary>Says a sample's turns and reads them.</summary>
    /// <returns>The memory, and the text of each that it holds.</returns>
    public static (MemoryProjection Known, Dictionary<string, string> Texts) Of(Sample sample, RecallOptions options)
    {
        var known = new MemoryProjection(options, "none");
        var texts = new Dictionary<string, string>();
        var turns = new List<MessageInput>();
        foreach (var call in sample.Calls)
        {
            foreach (var message in call.Messages)
            {
                turns.Add(message);
                texts.Add(message.Id!, message.Content);
                Apply(known, FrameType.Episode, RecordJson.Encode(EpisodeOf(call, message)));
            }
        }

        for (var ordinal = 0; ordinal < turns.Count; ordinal++)
        {
            if (known.Owes(ordinal))
            {
                Read(known, ordinal, turns[ordinal].Content, texts);
            }
        }

        return (known, texts);
    }

    private static EpisodeRecord EpisodeOf(AddMemoriesRequest call, MessageInput message) => new()
    {
        Id = message.Id!,
        Role = message.Role,
        Author = message.Author ?? message.Role,
        Conversation = call.Conversation,
        Text = message.Content,
        Time = message.Time ?? RecallSet.Unknown,
        RecordedAt = RecallSet.Unknown,
        ContentHash = 0,
    };

    private static void Read(
        MemoryProjection known, int ordinal, string text, Dictionary<string, string> texts)
    {
        var entry = known.Index[ordinal];
        var source = new SourceText(
            known[ordinal].Sequence, known[ordinal].TextSequence, text, entry.Time, entry.Author, entry.Role,
            entry.Conversation, entry.Agent);
        var read = new ReadText(source, RuleExtractor.Extract(text, source.Time), RuleExtractor.Name);
        var step = new ConsolidationRecord { At = RecallSet.Unknown, Done = [], End = RunEnd.Completed };
        foreach (var group in new ConsolidationBatch(known, () => known.Position + 1).Groups([read], step))
        {
            foreach (var frame in group)
            {
                Apply(known, frame.Type, frame.Payload);
                if (frame.Type == FrameType.Item)
                {
                    var item = RecordJson.DecodeItem(frame.Payload.Span);
                    texts.Add(item.Id, item.Text);
                }
            }
        }
    }

    private static void Apply(MemoryProjection known, FrameType type, ReadOnlyMemory<byte> payload) =>
        known.Apply(new LogFrame(known.Position + 1, type, payload, Erased: false));
}
