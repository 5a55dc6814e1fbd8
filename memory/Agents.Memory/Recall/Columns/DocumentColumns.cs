using Agents.Contracts;

namespace Agents.Memory.Recall.Columns;

/// <summary>What filters and signals need of each document, one array a property, by ordinal.</summary>
internal sealed class DocumentColumns
{
    private const int InitialCapacity = 16;

    // What a row takes: flags and asking share; kind, four numbers and two links; offset; two times.
    private const int RowBytes = (2 * sizeof(byte)) + (7 * sizeof(int)) + sizeof(short) + (2 * sizeof(long));

    // The last document of each conversation by its number.
    private readonly List<int> _lasts = [];
    private int _capacity;

    public DocumentColumns() => Grow(InitialCapacity);

    public int Count { get; private set; }

    /// <summary>Gets or sets how many documents are out of date.</summary>
    public int OutdatedCount { get; set; }

    public DocumentFlags[] Flags { get; private set; } = [];

    public MemoryKind[] Kinds { get; private set; } = [];

    /// <summary>Gets the share of each document's sentences that ask, in 255ths.</summary>
    public byte[] Asking { get; private set; } = [];

    public int[] Roles { get; private set; } = [];

    public int[] Authors { get; private set; } = [];

    public int[] Conversations { get; private set; } = [];

    public int[] Agents { get; private set; } = [];

    /// <summary>Gets the evidence before each document in its conversation, by order of recording; -1 for the
    /// first.</summary>
    public int[] Previous { get; private set; } = [];

    /// <summary>Gets the evidence after each document in its conversation; -1 for the last.</summary>
    public int[] Next { get; private set; } = [];

    /// <summary>Gets when each document happened, in UTC ticks.</summary>
    public long[] Times { get; private set; } = [];

    /// <summary>Gets the offset from UTC that each time was given in, in minutes.</summary>
    public short[] Offsets { get; private set; } = [];

    /// <summary>Gets when each document was recorded, in UTC ticks.</summary>
    public long[] Recorded { get; private set; } = [];

    public IdColumn Ids { get; } = new();

    public InternedStrings RoleNames { get; } = new();

    public InternedStrings AuthorNames { get; } = new();

    public InternedStrings ConversationNames { get; } = new();

    public InternedStrings AgentNames { get; } = new();

    public long Bytes => ((long)_capacity * RowBytes) + Ids.Bytes
        + RoleNames.Bytes + AuthorNames.Bytes + ConversationNames.Bytes + AgentNames.Bytes;

    /// <summary>Adds a row.</summary>
    public int Add(in RecallDocument document, byte asking) => Add(
        document.Id,
        DocumentFlags.Visible | (document.Evidence ? DocumentFlags.Evidence : DocumentFlags.None),
        document.Kind,
        asking,
        document.Time.UtcTicks,
        (short)document.Time.TotalOffsetMinutes,
        document.RecordedAt.UtcTicks,
        (document.Role, document.Author, document.Conversation, document.Agent));

    /// <summary>Adds a row from its parts.</summary>
    public int Add(
        string id,
        DocumentFlags flags,
        MemoryKind kind,
        byte asking,
        long time,
        short offset,
        long recorded,
        (string? Role, string? Author, string? Conversation, string? Agent) names)
    {
        Reserve(Count + 1);
        Ids.Add(id);
        var ordinal = Count++;
        Flags[ordinal] = flags;
        Kinds[ordinal] = kind;
        Asking[ordinal] = asking;
        Roles[ordinal] = RoleNames.Use(names.Role);
        Authors[ordinal] = AuthorNames.Use(names.Author);
        Conversations[ordinal] = ConversationNames.Use(names.Conversation);
        Agents[ordinal] = AgentNames.Use(names.Agent);
        Times[ordinal] = time;
        Offsets[ordinal] = offset;
        Recorded[ordinal] = recorded;
        Previous[ordinal] = InternedStrings.None;
        Next[ordinal] = InternedStrings.None;
        Link(ordinal);
        return ordinal;
    }

    /// <summary>Makes room for this many rows.</summary>
    public void Reserve(int count)
    {
        if (count > _capacity)
        {
            Grow(Growth.Next(_capacity, count));
        }
    }

    /// <summary>Overwrites a row with zeros and gives its strings up.</summary>
    public void Remove(int ordinal)
    {
        Unlink(ordinal);
        RoleNames.Release(Roles[ordinal]);
        AuthorNames.Release(Authors[ordinal]);
        ConversationNames.Release(Conversations[ordinal]);
        AgentNames.Release(Agents[ordinal]);
        Ids.Clear(ordinal);
        SetRemoved(ordinal);
    }

    /// <summary>Adds the row of a removed document.</summary>
    public void AddRemoved()
    {
        Reserve(Count + 1);
        Ids.Add(string.Empty);
        SetRemoved(Count++);
    }

    public bool Has(int ordinal, DocumentFlags flag) => (Flags[ordinal] & flag) != 0;

    public void Set(int ordinal, DocumentFlags flag, bool on) =>
        Flags[ordinal] = on ? Flags[ordinal] | flag : Flags[ordinal] & ~flag;

    /// <remarks>A turn that comes with a time is as old as it says and never of the future.</remarks>
    public long MadeAt(int ordinal) => Kinds[ordinal] == MemoryKind.Episode
        ? Math.Min(Times[ordinal], Recorded[ordinal])
        : Recorded[ordinal];

    public DateTimeOffset TimeOf(int ordinal)
    {
        var offset = TimeSpan.FromMinutes(Offsets[ordinal]);
        return new DateTimeOffset(Times[ordinal] + offset.Ticks, offset);
    }

    private void Link(int ordinal)
    {
        if (!IsLinked(ordinal))
        {
            return;
        }

        var conversation = Conversations[ordinal];
        while (_lasts.Count <= conversation)
        {
            _lasts.Add(InternedStrings.None);
        }

        var last = _lasts[conversation];
        _lasts[conversation] = ordinal;
        Previous[ordinal] = last;
        if (last != InternedStrings.None)
        {
            Next[last] = ordinal;
        }
    }

    /// <summary>Makes the documents beside one that goes neighbours, as if it had never been there.</summary>
    private void Unlink(int ordinal)
    {
        var (before, after) = (Previous[ordinal], Next[ordinal]);
        if (before != InternedStrings.None)
        {
            Next[before] = after;
        }

        if (after != InternedStrings.None)
        {
            Previous[after] = before;
        }
        else if (IsLinked(ordinal))
        {
            _lasts[Conversations[ordinal]] = before;
        }
    }

    // What was taken from turns was not said after the last of them: it has no place in the conversation.
    private bool IsLinked(int ordinal) => Conversations[ordinal] != InternedStrings.None
        && Has(ordinal, DocumentFlags.Evidence) && Kinds[ordinal] == MemoryKind.Episode;

    private void SetRemoved(int ordinal)
    {
        Flags[ordinal] = DocumentFlags.Removed;
        Kinds[ordinal] = default;
        Asking[ordinal] = 0;
        Roles[ordinal] = InternedStrings.None;
        Authors[ordinal] = InternedStrings.None;
        Conversations[ordinal] = InternedStrings.None;
        Agents[ordinal] = InternedStrings.None;
        Previous[ordinal] = InternedStrings.None;
        Next[ordinal] = InternedStrings.None;
        Times[ordinal] = 0;
        Offsets[ordinal] = 0;
        Recorded[ordinal] = 0;
    }

    private void Grow(int capacity)
    {
        _capacity = capacity;
        Flags = Resized(Flags);
        Kinds = Resized(Kinds);
        Asking = Resized(Asking);
        Roles = Resized(Roles);
        Authors = Resized(Authors);
        Conversations = Resized(Conversations);
        Agents = Resized(Agents);
        Previous = Resized(Previous);
        Next = Resized(Next);
        Times = Resized(Times);
        Offsets = Resized(Offsets);
        Recorded = Resized(Recorded);
    }

    private T[] Resized<T>(T[] column)
    {
        Array.Resize(ref column, _capacity);
        return column;
    }
}
