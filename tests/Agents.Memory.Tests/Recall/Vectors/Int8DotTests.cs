using System.Runtime.Intrinsics.X86;
using Agents.Memory.Recall.Vectors;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class Int8DotTests
{
    private static readonly Gen<(sbyte[] Query, sbyte[] Rows, int Count)> GenPlane =
        from blocks in Gen.Int[1, 12]
        from count in Gen.Int[0, 9]
        from query in Gen.SByte[-Int8Dot.QueryMax, Int8Dot.QueryMax].Array[blocks * Int8Dot.Alignment]
        from rows in Gen.SByte[-127, 127].Array[blocks * Int8Dot.Alignment * count]
        select (query, rows, count);

    [Fact]
    public void Every_variant_gives_the_integers_of_the_plain_loop() =>
        GenPlane.Sample(plane => AssertEqualEverywhere(plane.Query, plane.Rows, plane.Count), iter: 300);

    [Fact]
    public void Every_variant_holds_at_the_ends_of_the_range()
    {
        foreach (var query in (sbyte[])[-Int8Dot.QueryMax, Int8Dot.QueryMax])
        {
            foreach (var row in (sbyte[])[-127, 127])
            {
                AssertEqualEverywhere(Filled(query, 384), Filled(row, 384 * 5), 5);
            }
        }
    }

    [Fact]
    public void The_sum_of_a_row_is_that_of_the_plain_loop() =>
        Gen.SByte[-127, 127].Array[0, 5000].Sample(
            row => Assert.Equal(row.Sum(component => component), VectorMath.Sum(row)), iter: 200);

    [Fact]
    public void A_query_that_is_not_padded_is_refused() =>
        Assert.Throws<ArgumentException>(() => Int8Dot.Scan(new sbyte[100], new sbyte[100], new int[1], new int[1]));

    private static void AssertEqualEverywhere(sbyte[] query, sbyte[] rows, int count)
    {
        var expected = new int[count];
        Int8Dot.ScanScalar(query, rows, expected);
        var sums = new int[count];
        for (var i = 0; i < count; i++)
        {
            sums[i] = rows.Skip(i * query.Length).Take(query.Length).Sum(component => component);
        }

        AssertScan(expected, dots => Int8Dot.Scan(query, rows, sums, dots));
        AssertScan(expected, dots => Int8Dot.ScanVector128(query, rows, dots));
        if (Avx2.IsSupported)
        {
            AssertScan(expected, dots => Int8Dot.ScanRaised<Avx2Rows>(query, rows, sums, dots));
        }

        if (AvxVnni.IsSupported)
        {
            AssertScan(expected, dots => Int8Dot.ScanRaised<VnniRows>(query, rows, sums, dots));
        }

        if (Avx512BW.IsSupported)
        {
            AssertScan(expected, dots => Int8Dot.ScanRaised<Avx512Rows>(query, rows, sums, dots));
        }
    }

    private static void AssertScan(int[] expected, Action<int[]> scan)
    {
        var dots = new int[expected.Length];
        scan(dots);
        Assert.Equal(expected, dots);
    }

    private static sbyte[] Filled(sbyte value, int length)
    {
        var filled = new sbyte[length];
        Array.Fill(filled, value);
        return filled;
    }
}
