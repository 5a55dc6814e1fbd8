using System.Buffers;
using Agents.Contracts;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Snapshots;
using Agents.Memory.Recall.Text;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall;

/// <summary>One user's recall projection: which memories answer a question, and why.</summary>
/// <remarks>
/// A pure function of what was added: it reads no clock, calls no model and keeps no text. Not thread-safe; one writer
/// at a time, and no search beside a change. Documents have ordinals from 0 in the order in which they were added, and
/// keep them. Ranking is deterministic: equal scores stand by ascending id, and the answer does not depend on hardware.
/// </remarks>
public sealed partial class RecallIndex
{
    private readonly RecallOptions _options;
    private readonly DocumentColumns _columns = new();
    private readonly LexicalIndex _lexical = new();
    private readonly VectorPlane _plane;
    private readonly PassagePlane _passages;

    /// <summary>Makes an empty index.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RecallIndex(RecallOptions options)
    {
        options.Validate();
        _options = options;
        _plane = new VectorPlane(options.Dimension);
        _passages = new PassagePlane(options.Dimension);
    }

    /// <summary>Gets the number of ordinals, removed documents included.</summary>
    public int Count => _columns.Count;

    /// <summary>Gets how many documents still wait for their vector, visible or not.</summary>
    public int PendingCount { get; private set; }

    /// <summary>Gets how often the index has changed, so that a search under way knows.</summary>
    internal long Version { get; private set; }

    /// <summary>Gets the bytes that the index holds, to within a few per cent.</summary>
    public long ResidentBytes => _columns.Bytes + _lexical.Bytes + _plane.Bytes + _passages.Bytes;

    /// <summary>Gets what the index keeps of a document.</summary>
    public RecallEntry this[int ordinal]
    {
        get
        {
            ThrowIfUnknown(ordinal);
            return new RecallEntry(
                _columns.Has(ordinal, DocumentFlags.Removed) ? string.Empty : _columns.Ids.Text(ordinal),
                _columns.Kinds[ordinal],
                _columns.RoleNames[_columns.Roles[ordinal]] ?? string.Empty,
                _columns.AuthorNames[_columns.Authors[ordinal]] ?? string.Empty,
                _columns.ConversationNames[_columns.Conversations[ordinal]],
                _columns.Previous[ordinal] is var before and >= 0 ? _columns.Ids.Text(before) : null,
                _columns.AgentNames[_columns.Agents[ordinal]],
                _columns.TimeOf(ordinal),
                new DateTimeOffset(_columns.Recorded[ordinal], TimeSpan.Zero),
                _columns.Has(ordinal, DocumentFlags.Visible),
                _columns.Has(ordinal, DocumentFlags.Evidence),
                _columns.Has(ordinal, DocumentFlags.Removed),
                VectorStateOf(ordinal));
        }
    }

    /// <summary>Adds a document: its words are found at once, its vector is pending.</summary>
    /// <returns>The document's ordinal: <see cref="Count"/> before the call.</returns>
    public int Add(in RecallDocument document)
    {
        ArgumentException.ThrowIfNullOrEmpty(document.Id);
        ArgumentNullException.ThrowIfNull(document.Text);
        Version++;
        var ordinal = _columns.Add(document, AskingShareOf(document.Text));
        if (document.Evidence)
        {
            AddWords(ordinal, document.Text);
            PendingCount++;
        }

        return ordinal;
    }

    /// <summary>Adds the ordinal of a document that is gone already, so that those after it have the ordinals they
    /// always had.</summary>
    public void AddRemoved()
    {
        Version++;
        _columns.AddRemoved();
    }

    /// <summary>Finds the ordinal of an id that was not removed, or -1.</summary>
    public int Find(string id) => id.Length == 0 ? -1 : _columns.Ids.Find(id);

    /// <summary>Replaces a document's text: its words are indexed anew and its vector is pending again.</summary>
    /// <remarks>Reads all postings once: milliseconds at 10,000 documents.</remarks>
    public void Replace(int ordinal, string text)
    {
        ThrowIfGone(ordinal);
        ArgumentNullException.ThrowIfNull(text);
        Version++;
        _columns.Asking[ordinal] = AskingShareOf(text);
        if (!_columns.Has(ordinal, DocumentFlags.Evidence))
        {
            return;
        }

        RemoveWords([ordinal]);
        AddWords(ordinal, text);
        DropVector(ordinal);
        PendingCount++;
    }

    /// <summary>Sets a document's vector. A document that is removed or no evidence takes none.</summary>
    /// <param name="ordinal">The document.</param>
    /// <param name="packed">A <see cref="PackedVector"/> of the index's dimension, and after it those of the further
    /// <see cref="Passages"/> of a long text.</param>
    /// <exception cref="ArgumentException">The vector has another dimension or is not finite.</exception>
    public void SetVector(int ordinal, ReadOnlySpan<byte> packed)
    {
        ThrowIfUnknown(ordinal);
        if (!WantsVector(ordinal))
        {
            return;
        }

        ThrowIfDamaged(packed);
        var size = PackedVector.SizeOf(_options.Dimension);
        Version++;
        _plane.Set(ordinal, packed[..size]);
        _passages.Set(ordinal, packed[size..]);
        PendingCount -= IsPending(ordinal) ? 1 : 0;
        _columns.Set(ordinal, DocumentFlags.HasVector, true);
        _columns.Set(ordinal, DocumentFlags.Unreadable, false);
    }

    /// <summary>Records that the model cannot read a document: it ranks by its words alone and is not
    /// pending.</summary>
    public void SetUnreadable(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        if (WantsVector(ordinal))
        {
            Version++;
            DropVector(ordinal);
            _columns.Set(ordinal, DocumentFlags.Unreadable, true);
        }
    }

    /// <summary>Hides a document from recall, or shows it again. A removed document stays away.</summary>
    public void SetVisible(int ordinal, bool visible)
    {
        ThrowIfUnknown(ordinal);
        if (!_columns.Has(ordinal, DocumentFlags.Removed))
        {
            Version++;
            _columns.Set(ordinal, DocumentFlags.Visible, visible);
        }
    }

    /// <summary>Tells whether nothing that a document says holds any longer.</summary>
    public bool IsOutdated(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        return _columns.Has(ordinal, DocumentFlags.Outdated);
    }

    /// <summary>Marks a document as saying nothing that still holds, or takes the mark away.</summary>
    public void SetOutdated(int ordinal, bool outdated)
    {
        ThrowIfUnknown(ordinal);
        if (!_columns.Has(ordinal, DocumentFlags.Removed) && _columns.Has(ordinal, DocumentFlags.Outdated) != outdated)
        {
            Version++;
            _columns.Set(ordinal, DocumentFlags.Outdated, outdated);
            _columns.OutdatedCount += outdated ? 1 : -1;
        }
    }

    /// <summary>Marks a document as said by another that may be recalled itself: the two are one value, and only who
    /// asks for its kind alone, or for a time, finds it apart.</summary>
    public void SetEcho(int ordinal, bool echo)
    {
        ThrowIfUnknown(ordinal);
        if (!_columns.Has(ordinal, DocumentFlags.Removed))
        {
            Version++;
            _columns.Set(ordinal, DocumentFlags.Echo, echo);
        }
    }

    /// <summary>Gets what a document is.</summary>
    public MemoryKind KindOf(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        return _columns.Kinds[ordinal];
    }

    /// <summary>Gets the number of the conversation of a turn that recall may return; negative for all else.</summary>
    public int ConversationOf(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        const DocumentFlags shown = DocumentFlags.Visible | DocumentFlags.Evidence;
        return (_columns.Flags[ordinal] & shown) == shown && _columns.Kinds[ordinal] == MemoryKind.Episode
            ? _columns.Conversations[ordinal]
            : InternedStrings.None;
    }

    /// <summary>Tells whether recall may return a document.</summary>
    public bool IsVisible(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        return _columns.Has(ordinal, DocumentFlags.Visible);
    }

    /// <summary>Removes a document for good: words, vector, id and columns are overwritten with zeros.</summary>
    public void Remove(int ordinal) => Remove([ordinal]);

    /// <summary>Removes documents for good, in one pass over the postings. Those already removed are passed
    /// over.</summary>
    public void Remove(ReadOnlySpan<int> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            ThrowIfUnknown(ordinal);
        }

        Version++;
        RemoveWords(ordinals);
        foreach (var ordinal in ordinals)
        {
            if (_columns.Has(ordinal, DocumentFlags.Removed))
            {
                continue;
            }

            if (_columns.Has(ordinal, DocumentFlags.Evidence))
            {
                DropVector(ordinal);
            }

            SetOutdated(ordinal, false);
            _columns.Remove(ordinal);
        }
    }

    /// <summary>Gives the documents that wait for their vector, the newest first.</summary>
    /// <param name="max">The most to give.</param>
    public int[] PendingNewest(int max)
    {
        var pending = new List<int>(Math.Clamp(max, 0, PendingCount));
        for (var ordinal = Count - 1; ordinal >= 0 && pending.Count < Math.Min(max, PendingCount); ordinal--)
        {
            if (IsPending(ordinal))
            {
                pending.Add(ordinal);
            }
        }

        return [.. pending];
    }

    /// <summary>Gets whether the vectors are so many that an approximate index pays and is to be built.</summary>
    public bool WantsApproximation => _plane.WantsIndex;

    /// <summary>Builds the approximate index of the vectors on another thread and puts it in place.</summary>
    /// <remarks>Called by the writer, whose context the end of it returns to: searches and changes go on
    /// meanwhile.</remarks>
    public async Task ApproximateAsync(CancellationToken cancellationToken)
    {
        var view = _plane.Capture();
        try
        {
            _plane.Install(await Task.Run(() => ApproximateIndex.Build(view, cancellationToken), cancellationToken));
            Version++;
        }
        catch
        {
            // What was captured holds also what is erased meanwhile.
            _plane.Release();
            throw;
        }
    }

    /// <summary>Writes the index. Equal indexes give equal bytes, however they came about.</summary>
    public void WriteTo(IBufferWriter<byte> output) =>
        RecallSnapshot.Write(output, _columns, _lexical, _plane, _passages);

    /// <summary>Reads an index that <see cref="WriteTo"/> wrote; it answers the same, bit for bit.</summary>
    /// <param name="snapshot">The bytes, all of them and no more.</param>
    /// <param name="options">The options; the dimension must be that of the snapshot.</param>
    /// <exception cref="InvalidDataException">
    /// The bytes are damaged, of another version or of another dimension. The index is to be rebuilt from the log.
    /// </exception>
    public static RecallIndex ReadFrom(ReadOnlySpan<byte> snapshot, RecallOptions options)
    {
        var index = new RecallIndex(options);
        RecallSnapshot.Read(snapshot, index._columns, index._lexical, index._plane, index._passages);
        for (var ordinal = 0; ordinal < index.Count; ordinal++)
        {
            index.PendingCount += index.IsPending(ordinal) ? 1 : 0;
            index._columns.OutdatedCount += index._columns.Has(ordinal, DocumentFlags.Outdated) ? 1 : 0;
        }

        return index;
    }

    private static byte AskingShareOf(string text) => (byte)Math.Round(Sentences.AskingShare(text) * byte.MaxValue);

    private void AddWords(int ordinal, string text)
    {
        var analyzed = TextAnalysis.Analyze(text);
        _lexical.Add(ordinal, analyzed);
        _columns.Set(ordinal, DocumentFlags.SaysWhen, analyzed.Tells.HasFlag(AnswerTypes.Time));
        _columns.Set(ordinal, DocumentFlags.FirstPerson, Pronouns.OfAuthor(text));
        _columns.Set(ordinal, DocumentFlags.SaysHowMany, analyzed.Tells.HasFlag(AnswerTypes.Number));
        var updates = Updates.Of(text);
        _columns.Set(ordinal, DocumentFlags.Changes, updates.HasFlag(DocumentFlags.Changes));
        _columns.Set(ordinal, DocumentFlags.NewValue, updates.HasFlag(DocumentFlags.NewValue));
    }

    private void RemoveWords(ReadOnlySpan<int> ordinals)
    {
        var removed = ArrayPool<bool>.Shared.Rent(Math.Max(Count, 1));
        removed.AsSpan(0, Count).Clear();
        var any = false;
        foreach (var ordinal in ordinals)
        {
            removed[ordinal] = _columns.Has(ordinal, DocumentFlags.Evidence);
            any |= removed[ordinal];
        }

        if (any)
        {
            _lexical.Remove(removed.AsSpan(0, Count));
        }

        ArrayPool<bool>.Shared.Return(removed);
    }

    private void DropVector(int ordinal)
    {
        PendingCount -= IsPending(ordinal) ? 1 : 0;
        _plane.Clear(ordinal);
        _passages.Clear(ordinal);
        _columns.Set(ordinal, DocumentFlags.HasVector, false);
        _columns.Set(ordinal, DocumentFlags.Unreadable, false);
    }

    private RecallVectorState VectorStateOf(int ordinal) =>
        !WantsVector(ordinal) ? RecallVectorState.None
        : _columns.Has(ordinal, DocumentFlags.HasVector) ? RecallVectorState.Present
        : _columns.Has(ordinal, DocumentFlags.Unreadable) ? RecallVectorState.Unreadable
        : RecallVectorState.Pending;

    private bool WantsVector(int ordinal) => _columns.Has(ordinal, DocumentFlags.Evidence);

    private bool IsPending(int ordinal) => VectorStateOf(ordinal) == RecallVectorState.Pending;

    private void ThrowIfDamaged(ReadOnlySpan<byte> packed)
    {
        var size = PackedVector.SizeOf(_options.Dimension);
        var count = packed.Length / size;
        var whole = count is > 0 and <= Passages.CountMax && packed.Length % size == 0;
        for (var i = 0; whole && i < count; i++)
        {
            whole = float.IsFinite(PackedVector.Scale(packed[(i * size)..]));
        }

        if (!whole)
        {
            throw new ArgumentException(
                $"Vectors of {packed.Length} bytes do not fit the index: one of {_options.Dimension} finite dimensions "
                + $"takes {size} bytes, and a text has at most {Passages.CountMax}.",
                nameof(packed));
        }
    }

    private void ThrowIfUnknown(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Count);
    }

    private void ThrowIfGone(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        if (_columns.Has(ordinal, DocumentFlags.Removed))
        {
            throw new ArgumentException($"Document {ordinal} was removed.", nameof(ordinal));
        }
    }
}
