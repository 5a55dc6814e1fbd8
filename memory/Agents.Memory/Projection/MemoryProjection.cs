using System.Runtime.InteropServices;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Graph;
using Agents.Memory.Log;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Records;

namespace Agents.Memory.Projection;

/// <summary>One user's memory as folded from the log: a pure function of the frames, of the model and of nothing
/// else.</summary>
/// <remarks>
/// Single writer, not thread-safe. An ordinal is a memory's place in the order of recording, erased ones included, so a
/// rebuilt projection has the same ordinals as the live one. No frame ever calls a model.
/// </remarks>
public sealed partial class MemoryProjection
{
    private readonly List<ItemHeader> _items = [];
    private readonly Dictionary<int, List<long>> _related = [];
    private readonly Dictionary<long, int> _edits = [];
    private readonly Dictionary<ulong, (ulong Body, int Ordinal)> _calls = [];
    private readonly HashSet<ulong> _erasedIds = [];
    private readonly Dictionary<ulong, long> _erasedItems = [];
    private readonly List<long> _owedErasures = [];
    private readonly SortedSet<int> _pending = [];
    private readonly SortedSet<(long Ticks, int Ordinal)> _expiries = [];
    private readonly RecallOptions _options;

    /// <summary>Creates the projection of an empty log.</summary>
    /// <param name="options">How the recall index weighs its signals.</param>
    /// <param name="modelId">The embedding model in use; vectors of any other are passed over and made again.</param>
    public MemoryProjection(RecallOptions options, string modelId)
        : this(options, modelId, new RecallIndex(options))
    {
    }

    private MemoryProjection(RecallOptions options, string modelId, RecallIndex index)
    {
        _options = options;
        ModelId = modelId;
        Index = index;
        Graph = new EntityGraph(Items);
        (Items.Added, Items.Unsaid) = (Graph.Add, Graph.Drop);
        index.Relate(new RelatedMemories(
            Graph, sequence => TryFindRecord(sequence, out var ordinal) ? ordinal : -1));
    }

    public string ModelId { get; }

    /// <summary>Gets the recall index. It is changed by <see cref="Apply(in LogFrame)"/> and <see cref="Expire"/>
    /// only.</summary>
    public RecallIndex Index { get; }

    /// <summary>Gets what the items relate: a function of them, folded as they are.</summary>
    internal EntityGraph Graph { get; }

    /// <summary>Gets the sequence of the last frame that was applied.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the position up to which every memory is fully indexed, vectors included.</summary>
    public long Indexed => _pending.Count == 0
        ? Position
        : _pending.Min(ordinal => _items[ordinal].TextSequence) - 1;

    /// <summary>Gets the number of ordinals, erased ones included.</summary>
    public int Count => _items.Count;

    /// <summary>Gets the number of memories that are not erased.</summary>
    public int Live { get; private set; }

    /// <summary>Gets how many there are of each kind in each state.</summary>
    public MemoryCounts Counts { get; } = new();

    /// <summary>Gets the number of memories whose vectors are still to come.</summary>
    public int Pending => _pending.Count;

    /// <summary>Gets the frames that an erasure named and whose payloads may still be in the storage.</summary>
    public IReadOnlyList<long> OwedErasures => _owedErasures;

    /// <summary>Gets what is known of a memory.</summary>
    public ItemHeader this[int ordinal] => _items[ordinal];

    /// <summary>Finds a memory by id; erased ones are not found.</summary>
    public bool TryFind(string id, out int ordinal)
    {
        ordinal = Index.Find(id);
        return ordinal >= 0;
    }

    /// <summary>Tells whether a turn with this id was erased. An item's id tells what it says, so of items nobody is
    /// told.</summary>
    public bool IsErased(string id) => _erasedIds.Count > 0 && IsErased(Fingerprint.Of(id));

    /// <summary>The same by the fingerprint of the id.</summary>
    public bool IsErased(ulong id) => _erasedIds.Contains(id);

    /// <summary>Tells whether an item was ever erased by itself.</summary>
    /// <param name="id">The fingerprint of the id, without a number after it.</param>
    public bool IsErasedItem(ulong id) => _erasedItems.ContainsKey(id);

    /// <summary>Tells whether an item was erased by itself after a text that says it was recorded.</summary>
    /// <param name="id">The id, without a number after it.</param>
    /// <param name="said">The frame of the text.</param>
    public bool IsErasedSince(string id, long said) =>
        _erasedItems.Count > 0 && _erasedItems.TryGetValue(Fingerprint.Of(id), out var erased) && said < erased;

    /// <summary>Finds what an idempotency key covered.</summary>
    public bool TryFindCall(ulong key, out ulong body)
    {
        var found = _calls.TryGetValue(key, out var call);
        body = call.Body;
        return found;
    }

    /// <summary>Returns up to <paramref name="max"/> ordinals whose vectors are missing, oldest first.</summary>
    public int[] PendingOldest(int max) => [.. _pending.Take(max)];

    /// <summary>Returns up to <paramref name="max"/> ordinals whose vectors are missing, newest first.</summary>
    public int[] PendingNewest(int max) => [.. _pending.Reverse().Take(max)];

    /// <summary>Returns the sequences of every frame about a memory, its own first.</summary>
    public long[] FramesOf(int ordinal)
    {
        var item = _items[ordinal];
        var frames = new SortedSet<long> { item.Sequence };
        if (item.VectorSequence != 0)
        {
            frames.Add(item.VectorSequence);
        }

        if (_related.TryGetValue(ordinal, out var related))
        {
            frames.UnionWith(related);
        }

        return [.. frames];
    }

    /// <summary>Tells where a memory stands at a moment.</summary>
    public MemoryState StateOf(int ordinal, DateTimeOffset now)
    {
        var item = _items[ordinal];
        return item switch
        {
            { Forgotten: true } => MemoryState.Forgotten,
            { Archived: true } => MemoryState.Archived,
            { Exempt: false, ExpiresTicks: not 0 } when item.ExpiresTicks <= now.UtcTicks => MemoryState.Expired,
            _ => Items.Find(item.Sequence) switch
            {
                { Standing: ItemStanding.Superseded } => MemoryState.Superseded,
                { Standing: ItemStanding.Retired } => MemoryState.Retired,
                { IsDigest: true } when !IsShown(ordinal) => MemoryState.Retired,
                _ => MemoryState.Active,
            },
        };
    }

    /// <summary>Takes memories whose time is up out of recall. Called before each read with the read's own
    /// time.</summary>
    public void Expire(DateTimeOffset now)
    {
        while (_expiries.Count > 0 && _expiries.Min.Ticks <= now.UtcTicks)
        {
            var (_, ordinal) = _expiries.Min;
            _expiries.Remove(_expiries.Min);
            if (!_items[ordinal].Exempt)
            {
                Index.SetVisible(ordinal, false);
                Recount(ordinal, now);
                ShowItemsOf(ordinal);
            }
        }
    }

    /// <summary>Applies the next frame, an episode that was just written: what reading the frame would give.</summary>
    public void Apply(long sequence, EpisodeRecord episode)
    {
        ThrowIfNotNext(sequence);
        AddEpisode(sequence, episode);
        Position = sequence;
    }

    /// <summary>Applies the next frame.</summary>
    /// <exception cref="InvalidDataException">The frame is not the next one, or its payload is of no known
    /// kind.</exception>
    public void Apply(in LogFrame frame)
    {
        ThrowIfNotNext(frame.Sequence);
        switch (frame.Type)
        {
            case (FrameType.Episode or FrameType.Item) when frame.Erased:
                AddErased(frame.Sequence);
                break;
            case FrameType.Episode:
                AddEpisode(frame.Sequence, RecordJson.DecodeEpisode(frame.Payload.Span));
                break;
            case FrameType.Decision when !frame.Erased:
                Decide(frame.Sequence, RecordJson.DecodeDecision(frame.Payload.Span));
                break;
            case FrameType.Vector when !frame.Erased:
                SetVector(frame.Sequence, VectorRecord.Decode(frame.Payload));
                break;
            case FrameType.Item:
                AddItem(frame.Sequence, RecordJson.DecodeItem(frame.Payload.Span));
                break;
            case FrameType.Consolidation when !frame.Erased:
                Consolidate(frame.Sequence, RecordJson.DecodeConsolidation(frame.Payload.Span));
                break;
            case FrameType.Use when !frame.Erased:
                Use(UseRecord.Decode(frame.Payload.Span));
                break;
            case FrameType.Decision or FrameType.Vector or FrameType.Consolidation or FrameType.Use:
                break;
            default:
                throw new InvalidDataException($"Frame {frame.Sequence} is of unknown type {(byte)frame.Type}.");
        }

        Position = frame.Sequence;
    }

    private void ThrowIfNotNext(long sequence)
    {
        if (sequence != Position + 1)
        {
            throw new InvalidDataException($"Frame {sequence} does not follow position {Position}.");
        }
    }

    private void AddEpisode(long sequence, EpisodeRecord record)
    {
        var ordinal = Index.Add(new RecallDocument
        {
            Id = record.Id,
            Kind = MemoryKind.Episode,
            Role = record.Role,
            Author = record.Author,
            Conversation = record.Conversation,
            Agent = record.Agent,
            Time = record.Time,
            RecordedAt = record.RecordedAt,
            Text = record.Text,
            Evidence = record.Evidence,
        });
        AddHeader(new ItemHeader
        {
            Sequence = sequence,
            TextSequence = sequence,
            ContentHash = record.ContentHash,
            TextBytes = Encoding.UTF8.GetByteCount(record.Text),
        });
        Live++;
        Counts.Set(ordinal, MemoryKind.Episode, MemoryState.Active);
        if (record.Evidence)
        {
            _pending.Add(ordinal);
            OweReading(ordinal);
        }

        if (record.Idempotency is { } call)
        {
            _calls[call.Key] = (call.Body, ordinal);
        }
    }

    private void AddHeader(ItemHeader header)
    {
        if (_items.Count == _items.Capacity)
        {
            _items.Capacity = Growth.Next(_items.Count, _items.Count + 1);
        }

        _items.Add(header);
    }

    /// <remarks>An erased episode keeps its ordinal, so that later ordinals are those of the live projection.</remarks>
    private void AddErased(long sequence)
    {
        Index.AddRemoved();
        AddHeader(new ItemHeader { Sequence = sequence, TextSequence = sequence, Erased = true });
    }

    private void SetVector(long sequence, VectorRecord vector)
    {
        if (!TryFindText(vector.TextSequence, out var ordinal))
        {
            return;
        }

        ref var item = ref ItemRef(ordinal);
        if (vector.Outdated || vector.ModelId != ModelId || item.TextSequence != vector.TextSequence)
        {
            Relate(ordinal, sequence);
            return;
        }

        if (item.VectorSequence != 0)
        {
            Relate(ordinal, item.VectorSequence);
        }

        item.VectorSequence = sequence;
        _pending.Remove(ordinal);
        if (vector.Unreadable)
        {
            Index.SetUnreadable(ordinal);
        }
        else
        {
            Index.SetVector(ordinal, vector.Packed.Span);
        }
    }

    /// <summary>Finds the live memory whose text, now or once, stands in a frame.</summary>
    private bool TryFindText(long textSequence, out int ordinal) =>
        (_edits.TryGetValue(textSequence, out ordinal) || TryFindSequence(textSequence, out ordinal))
        && !_items[ordinal].Erased;

    /// <summary>Finds the memory that a frame recorded. Sequences grow with ordinals, so a binary search will
    /// do.</summary>
    private bool TryFindSequence(long sequence, out int ordinal)
    {
        var (low, high) = (0, _items.Count - 1);
        while (low <= high)
        {
            ordinal = (low + high) >>> 1;
            var found = _items[ordinal].Sequence;
            if (found == sequence)
            {
                return true;
            }

            (low, high) = found < sequence ? (ordinal + 1, high) : (low, ordinal - 1);
        }

        ordinal = -1;
        return false;
    }

    private void Relate(int ordinal, long sequence)
    {
        if (!_related.TryGetValue(ordinal, out var frames))
        {
            _related.Add(ordinal, frames = []);
        }

        frames.Add(sequence);
    }

    private void Recount(int ordinal, DateTimeOffset now) =>
        Counts.Set(ordinal, Index.KindOf(ordinal), StateOf(ordinal, now));

    private ref ItemHeader ItemRef(int ordinal) =>
        ref CollectionsMarshal.AsSpan(_items)[ordinal];
}
