using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class PackedVectorTests
{
    private static readonly Gen<float[]> GenVector =
        Gen.Float[-1, 1].Array[1, 400].Where(vector => vector.Any(x => Math.Abs(x) > 1e-3f));

    [Fact]
    public void Unpacking_gives_the_unit_vector_within_the_documented_error() =>
        GenVector.Sample(vector =>
        {
            var packed = PackedVector.Pack(vector);
            var unpacked = new float[vector.Length];
            PackedVector.Unpack(packed, unpacked);

            var norm = Math.Sqrt(vector.Sum(x => (double)x * x));
            var largest = vector.Max(x => Math.Abs(x)) / norm;
            for (var i = 0; i < vector.Length; i++)
            {
                // Half a step of the residual plane, and the rounding of single precision.
                Assert.Equal(vector[i] / norm, unpacked[i], (largest / 127 / 30) + 1e-6);
            }
        });

    [Fact]
    public void A_packed_vector_takes_four_bytes_and_one_and_a_half_a_component()
    {
        Assert.Equal(580, PackedVector.SizeOf(384));
        Assert.Equal(580, PackedVector.Pack(new float[384].Select((_, i) => (float)i).ToArray()).Length);
        for (var dimension = 1; dimension < 100; dimension++)
        {
            Assert.Equal(dimension, PackedVector.DimensionOf(new byte[PackedVector.SizeOf(dimension)]));
        }
    }

    [Theory]
    [InlineData(new float[0])]
    [InlineData(new float[] { 0, 0 })]
    [InlineData(new float[] { 1, float.NaN })]
    [InlineData(new float[] { 1, float.PositiveInfinity })]
    public void A_vector_without_a_direction_is_refused(float[] vector) =>
        Assert.Throws<ArgumentException>(() => PackedVector.Pack(vector));

    [Fact]
    public void A_length_that_no_dimension_has_is_refused() =>
        Assert.Throws<ArgumentException>(() => PackedVector.DimensionOf(new byte[4 + 4]));
}
