namespace Agents.Memory.Recall.Vectors;

/// <summary>A question's vector, once exact and once in 7 bits for the scan.</summary>
internal sealed class QueryVector
{
    public QueryVector(ReadOnlySpan<float> vector)
    {
        var norm = VectorMath.Norm(vector);
        if (!float.IsFinite(norm) || norm == 0)
        {
            throw new ArgumentException("The question's vector must be finite and not zero.", nameof(vector));
        }

        Exact = new float[vector.Length];
        for (var i = 0; i < vector.Length; i++)
        {
            Exact[i] = vector[i] / norm;
        }

        Scale = VectorMath.LargestMagnitude(Exact) / Int8Dot.QueryMax;
        Coarse = new sbyte[VectorPlane.StrideOf(vector.Length)];
        VectorMath.Quantise(Exact, Scale, Int8Dot.QueryMax, Coarse);
    }

    /// <summary>Gets the vector, scaled to unit length.</summary>
    public float[] Exact { get; }

    /// <summary>Gets the vector in steps of <see cref="Scale"/>, padded to the plane's stride.</summary>
    public sbyte[] Coarse { get; }

    public float Scale { get; }
}
