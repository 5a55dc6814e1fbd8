using System.Buffers;
using System.Runtime.InteropServices;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall.Fusion;

/// <summary>What one question knows of every document: the scope and the raw scores that signals are made of.</summary>
internal sealed class SearchState : IDisposable
{
    private const int ColumnCount = 10;

    // All columns one after the other; rented, so it is longer than they are. Empty once it was given back.
    private float[] _values;

    // What the coarse plane gave those cosines that were made exact, the first last.
    private readonly Stack<(int Ordinal, float Coarse)> _refined = [];

    /// <param name="columns">The documents.</param>
    /// <param name="query">The question as it was given.</param>
    /// <param name="options">How signals are weighed.</param>
    /// <param name="people">The participants by number; null for roles and numbers that are not in use.</param>
    public SearchState(
        DocumentColumns columns, RecallQuery query, RecallOptions options, IReadOnlyList<string?> people)
    {
        Columns = columns;
        Count = columns.Count;
        Query = query;
        Options = options;
        People = people;
        Question = Question.Read(query, people);
        _values = ArrayPool<float>.Shared.Rent(Math.Max(Count * ColumnCount, 1));
        _values.AsSpan(0, Count * ColumnCount).Clear();
        Filters = new Scope(columns, query);
        InScope = Filters.Write(Scope);
    }

    public DocumentColumns Columns { get; }

    public RecallQuery Query { get; private set; }

    /// <summary>Gets what decides whether a document is in scope.</summary>
    public Scope Filters { get; }

    public RecallOptions Options { get; }

    public IReadOnlyList<string?> People { get; }

    /// <summary>Gets what was read out of the question.</summary>
    public Question Question { get; }

    /// <summary>Gets how many documents there were when the question was asked.</summary>
    public int Count { get; }

    /// <summary>Gets 1 for each document that the filters let through, else 0.</summary>
    public Span<float> Scope => Column(0);

    /// <summary>Gets the BM25 score of each document, 0 without a matching term.</summary>
    public Span<float> Words => Column(1);

    /// <summary>Gets the rarity of the question's pairs of words that each document holds, 0 without one.</summary>
    public Span<float> Phrases => Column(2);

    /// <summary>Gets the BM25 score of the rare words that earlier hops read, 0 without one of them.</summary>
    public Span<float> Hop => Column(3);

    /// <summary>Gets what flows to each document from its neighbours.</summary>
    public Span<float> Flow => Column(4);

    /// <summary>Gets how good each document's conversation is.</summary>
    public Span<float> Sessions => Column(5);

    /// <summary>Gets the cosine of each document, exact within the coarse plane until it is
    /// refined; 0 without a vector.</summary>
    public Span<float> Cosines => Column(6);

    /// <summary>Gets 1 for each document in scope that has a vector, else 0.</summary>
    public Span<float> HasCosine => Column(7);

    /// <summary>Gets how much of the question each document holds together with a memory that was read, where a name
    /// links the two.</summary>
    public Span<float> Completed => Column(8);

    /// <summary>Gets the sum of all signals, coarse.</summary>
    public Span<float> Fused => Column(9);

    public int InScope { get; }

    /// <summary>Gets or sets the words of the documents.</summary>
    public LexicalIndex Lexical { get; set; } = null!;

    /// <summary>Gets or sets the word score that no document can exceed.</summary>
    public double WordsBest { get; set; }

    /// <summary>Gets or sets whether any document holds two words of the question side by side.</summary>
    public bool HasPhrase { get; set; }

    /// <summary>Gets or sets whether what earlier hops read leads anywhere.</summary>
    public bool Hopped { get; set; }

    /// <summary>Gets what a walk along the relations that the question names ends at or went by, with its share from 0
    /// to 1.</summary>
    public Dictionary<int, double> Related { get; } = [];

    /// <summary>Gets or sets why no relation was followed; null when one was.</summary>
    public string? GraphOff { get; set; }

    /// <summary>Gets or sets the vectors; null when they are not used.</summary>
    public VectorPlane? Plane { get; set; }

    /// <summary>Gets or sets the vectors of further passages; null when vectors are not used.</summary>
    public PassagePlane? Passages { get; set; }

    /// <summary>Gets or sets the question's vector; null when it is not used.</summary>
    public QueryVector? Vector { get; set; }

    /// <summary>Gets or sets the mean and deviation of the cosine over the scope, or over a sample of it.</summary>
    public Moments DenseMoments { get; set; }

    /// <summary>Gets or sets why vectors are not used; null when they are.</summary>
    public string? DenseOff { get; set; }

    /// <summary>Marks a document as standing on a walk; one that is gone is left out.</summary>
    public void Relate(int ordinal, double share)
    {
        if (ordinal >= 0 && ordinal < Count)
        {
            Related[ordinal] = Math.Max(Related.GetValueOrDefault(ordinal), share);
        }
    }

    /// <summary>Makes the cosines of a few documents exact.</summary>
    public void Refine(ReadOnlySpan<int> ordinals)
    {
        if (Vector is null || Plane is null)
        {
            return;
        }

        var coarse = new List<int>(ordinals.Length);
        foreach (var ordinal in ordinals)
        {
            // A vector that came with the question is exact already and in no plane.
            if (HasCosine[ordinal] != 0 && Query.PendingVectors?.ContainsKey(ordinal) != true)
            {
                coarse.Add(ordinal);
            }
        }

        foreach (var ordinal in coarse)
        {
            _refined.Push((ordinal, Cosines[ordinal]));
        }

        Plane.Refine(Vector, CollectionsMarshal.AsSpan(coarse), Cosines);
        Passages?.Refine(Vector, DenseMoments.Deviation, CollectionsMarshal.AsSpan(coarse), Cosines);
    }

    /// <summary>Takes back what one hop found out, as if the next came first.</summary>
    /// <param name="query">The question with what was read since.</param>
    public void GoOn(RecallQuery query)
    {
        Query = query;
        while (_refined.TryPop(out var refined))
        {
            Cosines[refined.Ordinal] = refined.Coarse;
        }

        Hop.Clear();
        Completed.Clear();
        Flow.Clear();
        Fused.Clear();
    }

    /// <summary>Gives the columns back, once: given back twice, they would be lent to two questions at a
    /// time.</summary>
    public void Dispose()
    {
        if (_values.Length > 0)
        {
            ArrayPool<float>.Shared.Return(_values);
            _values = [];
        }
    }

    private Span<float> Column(int number) => _values.AsSpan(number * Count, Count);
}
