using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Fusion;
using Agents.Memory.Recall.Vectors;

namespace Agents.Bench.Recall;

/// <summary>What a search does with vectors: quantise the question, scan, keep the best 40, rescore them.</summary>
internal sealed class RetrievalKernel
{
    public const int Top = 10;

    /// <summary>The users whose planes, half a gigabyte at 10,000 vectors each, no cache holds.</summary>
    public const int ColdUsers = 128;

    private const int Kept = 40;

    private readonly IdColumn _ids = new();
    private readonly float[] _cosines;

    public RetrievalKernel(int rows)
    {
        _cosines = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            _ids.Add($"episode-{row}");
        }
    }

    public static VectorPlane PlaneOf(IReadOnlyList<byte[]> packed, int dimension)
    {
        var plane = new VectorPlane(dimension);
        for (var row = 0; row < packed.Count; row++)
        {
            plane.Set(row, packed[row]);
        }

        return plane;
    }

    /// <summary>Scans alone. Returns a cosine, so that nothing of it can be left out.</summary>
    public float Scan(VectorPlane plane, QueryVector query)
    {
        plane.Scan(query, _cosines);
        return _cosines[0];
    }

    /// <summary>Finds the nearest rows, best first.</summary>
    public int[] Search(VectorPlane plane, float[] question)
    {
        var query = new QueryVector(question);
        plane.Scan(query, _cosines);
        var best = new BestCandidates(Kept, _ids);
        best.OfferAll(_cosines);
        var rows = best.Ordinals();
        plane.Refine(query, rows, _cosines);
        Array.Sort(Array.ConvertAll(rows, row => -_cosines[row]), rows);
        return rows[..Top];
    }
}
