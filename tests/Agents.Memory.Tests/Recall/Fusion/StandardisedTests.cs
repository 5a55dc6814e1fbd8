using Agents.Memory.Recall.Fusion;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class StandardisedTests
{
    private static readonly Moments Unit = new(0, 1);

    [Fact]
    public void Both_tails_are_drawn_in_alike_and_no_order_changes() =>
        Gen.Select(Gen.Double[0, 1_000], Gen.Double[0, 1_000]).Sample((a, b) =>
        {
            Assert.Equal(-Standardised.Of(a, Unit), Standardised.Of(-a, Unit));
            Assert.Equal(a.CompareTo(b), Standardised.Of(a, Unit).CompareTo(Standardised.Of(b, Unit)));
            Assert.True(Standardised.Of(a, Unit) <= a);
        });

    [Fact]
    public void All_at_once_are_what_each_is_alone() =>
        Gen.Float[-100, 100].Array[0, 40].Sample(values =>
        {
            var (all, fused) = (new float[values.Length], new float[values.Length]);
            Array.Fill(all, 1);

            Standardised.Add(values, all, Unit, 2, fused);

            Assert.All(
                values.Zip(fused),
                pair => Assert.Equal(2 * Standardised.Of(pair.First, Unit), pair.Second, 0.001));
        });
}
