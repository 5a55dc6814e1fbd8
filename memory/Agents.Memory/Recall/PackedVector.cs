using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall;

/// <summary>A unit vector in 4 + 3d/2 bytes: a scale, an 8-bit plane to scan, and a 4-bit residual plane.</summary>
/// <remarks>
/// Layout: <c>float32</c> scale s, little endian; d signed bytes q; h = d/2 bytes, rounded up, that hold the signed
/// residuals r, byte i those of component i in its low and of component h + i in its high four bits. A component is
/// <c>s * (q + r / 15)</c> with |q| at most 127 and |r| at most 7. s is max|x| / 127, so the coarse plane alone is off
/// by at most s / 2 a component, and both planes by at most s / 30: for a unit vector the relative error is at most
/// <c>sqrt(d) * max|x| / 3810</c>, which is under 1.2e-3 for text embeddings of 384 to 1,024 dimensions, and the error
/// of a cosine, in which those of the components cancel, some 3e-5.
/// </remarks>
public static class PackedVector
{
    internal const int ResidualSteps = 15;
    private const int ScaleBytes = sizeof(float);
    private const float CoarseMax = 127;
    private const float ResidualMax = 7;

    /// <summary>Gives the packed size of a vector of <paramref name="dimension"/> components, in bytes.</summary>
    public static int SizeOf(int dimension) => ScaleBytes + dimension + ResidualBytes(dimension);

    /// <summary>Gives the number of components of a packed vector.</summary>
    /// <exception cref="ArgumentException">The length is not one that <see cref="SizeOf"/> gives.</exception>
    public static int DimensionOf(ReadOnlySpan<byte> packed)
    {
        var dimension = (packed.Length - ScaleBytes) * 2 / 3;
        if (dimension < 1 || SizeOf(dimension) != packed.Length)
        {
            throw new ArgumentException(
                $"A packed vector has 4 + 3d/2 bytes, rounded up; this one has {packed.Length}.", nameof(packed));
        }

        return dimension;
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
            var rest = (int)Math.Clamp(MathF.Round((steps - whole) * ResidualSteps), -ResidualMax, ResidualMax);
            var high = i >= residual.Length;
            residual[high ? i - residual.Length : i] |= (byte)(high ? rest << 4 : rest & 0xF);
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
        var coarse = MemoryMarshal.Cast<byte, sbyte>(Coarse(packed, dimension));
        var residual = Residual(packed, dimension);
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = scale * (coarse[i] + (ResidualOf(residual, i) / (float)ResidualSteps));
        }
    }

    internal static int ResidualBytes(int dimension) => (dimension + 1) / 2;

    /// <summary>Gives the residual of a component, in steps.</summary>
    internal static int ResidualOf(ReadOnlySpan<byte> residual, int component) => component < residual.Length
        ? (sbyte)(residual[component] << 4) >> 4
        : (sbyte)residual[component - residual.Length] >> 4;

    internal static float Scale(ReadOnlySpan<byte> packed) => BinaryPrimitives.ReadSingleLittleEndian(packed);

    internal static ReadOnlySpan<byte> Coarse(ReadOnlySpan<byte> packed, int dimension) =>
        packed.Slice(ScaleBytes, dimension);

    internal static ReadOnlySpan<byte> Residual(ReadOnlySpan<byte> packed, int dimension) =>
        packed[(ScaleBytes + dimension)..];
}
