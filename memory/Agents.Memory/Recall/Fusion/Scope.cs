using Agents.Contracts;
using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The documents that a question may see.</summary>
internal sealed class Scope
{
    private const DocumentFlags Wanted = DocumentFlags.Visible | DocumentFlags.Evidence;

    private readonly DocumentColumns _columns;
    private readonly DocumentFlags _looked;
    private readonly bool _digests;
    private readonly HashSet<int> _excluded = [];
    private readonly long _from;
    private readonly long _to;
    private readonly uint _kinds;
    private readonly int? _conversation;
    private readonly int? _agent;
    private readonly bool _filters;

    public Scope(DocumentColumns columns, RecallQuery query)
    {
        _columns = columns;
        _from = query.From?.UtcTicks ?? long.MinValue;
        _to = query.To?.UtcTicks ?? long.MaxValue;
        _kinds = query.Kinds is { Count: > 0 } kinds
            ? kinds.Aggregate(0u, (bits, kind) => bits | (1u << (int)kind))
            : uint.MaxValue;

        // Who asks for turns gets the turn and not what was taken from it besides. Who asks for items alone gets these;
        // so does who asks for a time, since what a turn tells of may have happened at another time.
        var turns = (_kinds >> (int)MemoryKind.Episode & 1) != 0 && query.From is null && query.To is null;
        _looked = turns ? Wanted | DocumentFlags.Echo : Wanted;

        // A summary repeats several turns, so only who names its kind gets it.
        _digests = query.Kinds is { Count: > 0 } && (_kinds >> (int)MemoryKind.Summary & 1) != 0;
        _conversation = NumberOf(query.Conversation, columns.ConversationNames);
        _agent = NumberOf(query.Agent, columns.AgentNames);
        _filters = _from > long.MinValue || _to < long.MaxValue || _kinds != uint.MaxValue
            || _conversation is not null || _agent is not null;
        foreach (var id in query.ExcludedIds)
        {
            _excluded.Add(columns.Ids.Find(id));
        }
    }

    /// <summary>Writes 1 for each document in scope, else 0, and returns how many there are.</summary>
    public int Write(Span<float> scope)
    {
        var count = 0;
        var flags = _columns.Flags.AsSpan(0, scope.Length);
        for (var ordinal = 0; ordinal < scope.Length; ordinal++)
        {
            var inside = (flags[ordinal] & Looked(ordinal)) == Wanted && (!_filters || Passes(ordinal));
            scope[ordinal] = inside ? 1 : 0;
            count += inside ? 1 : 0;
        }

        foreach (var ordinal in _excluded)
        {
            if (ordinal >= 0 && scope[ordinal] != 0)
            {
                scope[ordinal] = 0;
                count--;
            }
        }

        return count;
    }

    /// <summary>Tells whether a document may lead to others: one that may be seen, whatever its kind is, whether or not
    /// its turn says the same, and also one that the asker has before them and leaves out.</summary>
    public bool Guides(int ordinal) =>
        (_columns.Flags[ordinal] & Wanted) == Wanted && (!_filters || PassesButForKind(ordinal));

    /// <summary>Says why a document is out of scope, as what it would have needed; empty when it is in it.</summary>
    public string Missing(int ordinal)
    {
        var flags = _columns.Flags[ordinal];
        return (flags & DocumentFlags.Removed) != 0 ? "It was erased."
            : (flags & DocumentFlags.Evidence) == 0 ? "It is no evidence, so recall never returns it."
            : (flags & DocumentFlags.Visible) == 0 ? "It is forgotten, archived or expired; restore it."
            : (flags & Looked(ordinal) & DocumentFlags.Echo) != 0 ? "Its turn says the same; ask for its kind alone."
            : _excluded.Contains(ordinal) ? "The question leaves it out by its id."
            : (_kinds >> (int)_columns.Kinds[ordinal] & 1) == 0 ? "The filter kinds leaves it out."
            : _columns.Times[ordinal] < _from || _columns.Times[ordinal] >= _to ? "The filter from/to leaves it out."
            : _conversation is { } talk && _columns.Conversations[ordinal] != talk
                ? "The filter conversation leaves it out."
            : _agent is { } agent && _columns.Agents[ordinal] != agent ? "The filter agent leaves it out."
            : string.Empty;
    }

    private DocumentFlags Looked(int ordinal) =>
        _digests && _columns.Kinds[ordinal] == MemoryKind.Summary ? Wanted : _looked;

    // A name that no document has must match nothing; -2 is nobody's number.
    private static int? NumberOf(string? name, InternedStrings names) =>
        name is null ? null : names.TryFind(name, out var number) ? number : -2;

    private bool Passes(int ordinal) =>
        (_kinds >> (int)_columns.Kinds[ordinal] & 1) != 0 && PassesButForKind(ordinal);

    private bool PassesButForKind(int ordinal) =>
        _columns.Times[ordinal] >= _from
        && _columns.Times[ordinal] < _to
        && (_conversation is not { } conversation || _columns.Conversations[ordinal] == conversation)
        && (_agent is not { } agent || _columns.Agents[ordinal] == agent);
}
