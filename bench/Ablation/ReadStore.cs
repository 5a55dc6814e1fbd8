using Agents.Cli.DataSets;
using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Bench.Ablation;

/// <summary>A sample as its user's memory, without a grain; its turns may be read for items by the rules, as
/// consolidation
/// does.</summary>
internal sealed class ReadStore
{
    private readonly Dictionary<int, string> _texts = [];
    private readonly MemoryProjection _known;

    public ReadStore(Sample sample, int dimension, string model, bool items)
    {
        _known = new MemoryProjection(new RecallOptions { Dimension = dimension }, model);
        var said = sample.Calls
            .SelectMany(call => call.Messages.Select(message => (message, call.Conversation))).ToArray();
        foreach (var (message, conversation) in said)
        {
            Say(message, conversation);
        }

        for (var turn = 0; items && turn < said.Length; turn++)
        {
            Read(turn, said[turn].message, said[turn].Conversation);
        }
    }

    public RecallIndex Index => _known.Index;

    public IEnumerable<string> Texts => _texts.Values;

    public string TextOf(int ordinal) => _texts[ordinal];

    /// <summary>Gives the turns that hits stand for, each once.</summary>
    public IEnumerable<string> TurnsOf(IEnumerable<RecallHit> hits) => hits.SelectMany(hit =>
        _known.Items.Find(_known[hit.Ordinal].Sequence) is { } item
            ? item.Sources.Select(source => _known.TryFindRecord(source.Sequence, out var turn)
                ? Index[turn].Id : string.Empty)
            : [Index[hit.Ordinal].Id]).Where(id => id.Length > 0).Distinct();

    /// <summary>Gives every memory its vector.</summary>
    public void SetVectors(StoredVectors vectors)
    {
        foreach (var (ordinal, text) in _texts)
        {
            var vector = Passages.Of(text).Select(passage => vectors[passage])
                .Where(passage => passage.Length > 0).SelectMany(passage => PackedVector.Pack(passage)).ToArray();
            if (vector.Length > 0)
            {
                Index.SetVector(ordinal, vector);
            }
            else
            {
                Index.SetUnreadable(ordinal);
            }
        }
    }

    private void Say(MessageInput message, string? conversation)
    {
        var time = message.Time ?? RecallSet.Unknown;
        _texts.Add(_known.Count, message.Content);
        _known.Apply(_known.Position + 1, new EpisodeRecord
        {
            Id = message.Id!,
            Role = message.Role,
            Author = message.Author ?? message.Role,
            Text = message.Content,
            Time = time,
            RecordedAt = RecallSet.Unknown,
            Conversation = conversation,
            ContentHash = 0,
        });
    }

    private void Read(int turn, MessageInput message, string? conversation)
    {
        if (!_known.Owes(turn))
        {
            return;
        }

        var (time, sequence) = (message.Time ?? RecallSet.Unknown, _known[turn].Sequence);
        var source = new SourceText(
            sequence, sequence, message.Content, time, message.Author ?? message.Role, message.Role, conversation,
            null);
        var batch = new ConsolidationBatch(_known, () => _known.Position + 1);
        var read = new ReadText(source, RuleExtractor.Extract(message.Content, time), RuleExtractor.Name);
        var step = new ConsolidationRecord { At = RecallSet.Unknown, Done = [], End = RunEnd.Completed };
        foreach (var frame in batch.Groups([read], step).SelectMany(group => group))
        {
            if (frame.Type == FrameType.Item)
            {
                _texts.Add(_known.Count, RecordJson.DecodeItem(frame.Payload.Span).Text);
            }

            _known.Apply(new LogFrame(_known.Position + 1, frame.Type, frame.Payload, Erased: false));
        }
    }
}
