using System.Buffers.Binary;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall;

/// <summary>A unit vector in 4 + 2d bytes: a scale, an 8-bit plane for the scan, and an 8-bit residual plane.</summary>
/// <remarks>
/// Layout: <c>float32</c> scale s, little endian; d signed bytes q; d signed bytes r. A component is
/// <c>s * (q + r / 254)</c> with |q| and |r| at most 127. s is max|x| / 127, so the coarse plane alone is off by at
/// most s / 2 a component, and both planes by at most s / 508: for a unit vector the relative error is at most
/// <c>sqrt(d) * max|x| / 64516</c>, which is under 1e-4 for text embeddings of 384 to 1,024 dimensions.
/// </remarks>
public static class PackedVector
{
    internal const float ResidualSteps = 254;
    private const int ScaleBytes = sizeof(float);
    private const float CoarseMax = 127;

    /// <summary>Gives the packed size of a vector of <paramref name="dimension"/> components, in bytes.</summary>
    public static int SizeOf(int dimension) => ScaleBytes + (2 * dimension);

    /// <summary>Gives the number of components of a packed vector.</summary>
    /// <exception cref="ArgumentException">The length is not one that <see cref="SizeOf"/> gives.</exception>
    public static int DimensionOf(ReadOnlySpan<byte> packed)
    {
        if (packed.Length <= ScaleBytes || (packed.Length - ScaleBytes) % 2 != 0)
        {
            throw new ArgumentException(
                $"A packed vector has 4 + 2d bytes; this one has {packed.Length}.", nameof(packed));
        }

        return (packed.Length - ScaleBytes) / 2;
    }

    /// <summary>Packs a vector. The vector is scaled to unit length first, so that a dot product is a cosine.</summary>
    /// <exception cref="ArgumentException">The vector is empty, zero or not finite.</exception>
    public static byte[] Pack(ReadOnlySpan<float> vector)
    {
        var norm = vector.IsEmpty ? 0 : VectorMath.Norm(vector);
        if (!float.IsFinite(norm) || norm == 0)
        {
            throw new ArgumentException("A vector to pack must be finite and not zero.", nameof(vector));
        }

        var packed = new byte[SizeOf(vector.Length)];
        var largest = VectorMath.LargestMagnitude(vector) / norm;
        var scale = largest / CoarseMax;
        BinaryPrimitives.WriteSingleLittleEndian(packed, scale);
        var coarse = packed.AsSpan(ScaleBytes, vector.Length);
        var residual = packed.AsSpan(ScaleBytes + vector.Length);
        for (var i = 0; i < vector.Length; i++)
        {
            var steps = vector[i] / norm / scale;
            var whole = Math.Clamp(MathF.Round(steps), -CoarseMax, CoarseMax);
            coarse[i] = (byte)(sbyte)whole;
            residual[i] = (byte)(sbyte)Math.Clamp(MathF.Round((steps - whole) * ResidualSteps), -CoarseMax, CoarseMax);
        }

        return packed;
    }

    /// <summary>Restores the vector, within the error that the class documents.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<float> vector)
    {
        var dimension = DimensionOf(packed);
        if (vector.Length != dimension)
        {
            throw new ArgumentException(
                $"The packed vector has {dimension} components, the destination {vector.Length}.", nameof(vector));
        }

        var scale = Scale(packed);
        var coarse = Coarse(packed);
        var residual = Residual(packed);
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = scale * ((sbyte)coarse[i] + ((sbyte)residual[i] / ResidualSteps));
        }
    }

    internal static float Scale(ReadOnlySpan<byte> packed) => BinaryPrimitives.ReadSingleLittleEndian(packed);

    internal static ReadOnlySpan<byte> Coarse(ReadOnlySpan<byte> packed) =>
        packed.Slice(ScaleBytes, (packed.Length - ScaleBytes) / 2);

    internal static ReadOnlySpan<byte> Residual(ReadOnlySpan<byte> packed) =>
        packed[(ScaleBytes + ((packed.Length - ScaleBytes) / 2))..];
}
