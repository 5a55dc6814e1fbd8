using System.Buffers;
using System.Runtime.InteropServices;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall.Fusion;

/// <summary>What one question knows of every document: the scope and the raw scores that signals are made of.</summary>
/// <remarks>The arrays are rented and longer than <see cref="Count"/>; read them through the spans.</remarks>
internal sealed class SearchState : IDisposable
{
    private readonly float[] _scope;
    private readonly float[] _words;
    private readonly float[] _cosines;
    private readonly float[] _hasCosine;

    public SearchState(DocumentColumns columns, RecallQuery query, RecallOptions options)
    {
        Columns = columns;
        Query = query;
        Options = options;
        _scope = Rent();
        _words = Rent();
        _cosines = Rent();
        _hasCosine = Rent();
    }

    public DocumentColumns Columns { get; }

    public RecallQuery Query { get; }

    public RecallOptions Options { get; }

    public int Count => Columns.Count;

    /// <summary>Gets 1 for each document that the filters let through, else 0.</summary>
    public Span<float> Scope => _scope.AsSpan(0, Count);

    /// <summary>Gets the BM25 score of each document, 0 without a matching term.</summary>
    public Span<float> Words => _words.AsSpan(0, Count);

    /// <summary>Gets the cosine of each document, exact within the coarse plane until it is
    /// refined; 0 without a vector.</summary>
    public Span<float> Cosines => _cosines.AsSpan(0, Count);

    /// <summary>Gets 1 for each document in scope that has a vector, else 0.</summary>
    public Span<float> HasCosine => _hasCosine.AsSpan(0, Count);

    public int InScope { get; set; }

    /// <summary>Gets or sets the word score that no document can exceed.</summary>
    public double WordsBest { get; set; }

    /// <summary>Gets or sets the vectors; null when they are not used.</summary>
    public VectorPlane? Plane { get; set; }

    /// <summary>Gets or sets the question's vector; null when it is not used.</summary>
    public QueryVector? Vector { get; set; }

    /// <summary>Gets or sets why vectors are not used; null when they are.</summary>
    public string? DenseOff { get; set; }

    /// <summary>Gets or sets the participants by number; null for roles and numbers that are not in use.</summary>
    public IReadOnlyList<string?> People { get; set; } = [];

    /// <summary>Gets or sets the numbers of the participants whom the question names.</summary>
    public IReadOnlyList<int> Named { get; set; } = [];

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

        Plane.Refine(Vector, CollectionsMarshal.AsSpan(coarse), Cosines);
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_scope);
        ArrayPool<float>.Shared.Return(_words);
        ArrayPool<float>.Shared.Return(_cosines);
        ArrayPool<float>.Shared.Return(_hasCosine);
    }

    private float[] Rent()
    {
        var rented = ArrayPool<float>.Shared.Rent(Math.Max(Count, 1));
        rented.AsSpan(0, Count).Clear();
        return rented;
    }
}
