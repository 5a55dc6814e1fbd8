using Agents.Cli.DataSets;

namespace Agents.Client.Tests.DataSets;

/// <summary>Golden values: what CPython 3.11 prints for <c>random.Random(seed)</c>.</summary>
public sealed class PythonRandomTests
{
    [Theory]
    [InlineData("a", 1168357962u, 2173948116u, 289208638u)]
    [InlineData("01_simple_events#0", 1321346335u, 1747054969u, 2346665293u)]
    [InlineData("06_noisy_roles#96", 4123827560u, 626679637u, 1034986785u)]
    [InlineData("日记#7", 2979831927u, 782822188u, 2604430739u)]
    [InlineData("", 4124137760u, 1951988028u, 2557274880u)]
    public void Text_seeds_the_generator_as_in_Python(string seed, uint first, uint second, uint third)
    {
        var random = new PythonRandom(seed);

        Assert.Equal([first, second, third], [random.Next(), random.Next(), random.Next()]);
    }

    [Theory]
    [InlineData("01_simple_events#0", 5721, new[] { 2520, 3332, 4475, 5578, 523, 1024, 5250, 2015, 3868, 1915 })]
    [InlineData("a", 6, new[] { 2, 4, 0, 5, 3 })]
    [InlineData("a", 21, new[] { 8, 16, 2, 17, 5 })]
    [InlineData("a", 22, new[] { 8, 16, 2, 19, 21 })]
    [InlineData("a", 85, new[] { 34, 64, 8, 77, 76, 68, 22, 75, 12, 71 })]
    [InlineData("a", 86, new[] { 34, 64, 8, 77, 76, 82, 68, 22, 75, 12 })]
    [InlineData("日记#7", 25, new[] { 22, 5, 19, 17, 4 })]
    [InlineData("", 1, new[] { 0 })]
    public void Samples_are_those_of_Python_on_both_of_its_ways(string seed, int population, int[] expected)
    {
        Assert.Equal(expected, new PythonRandom(seed).Sample(population, expected.Length));
    }

    [Fact]
    public void The_two_hundredth_of_a_large_sample_is_that_of_Python()
    {
        var drawn = new PythonRandom("01_simple_events#0").Sample(5721, 200);

        Assert.Equal([3622, 1890, 851, 1650, 3198], drawn[^5..]);
        Assert.Equal(200, drawn.Distinct().Count());
    }

    [Fact]
    public void A_pool_sample_beyond_one_block_of_the_generator_repeats_nothing()
    {
        var drawn = new PythonRandom("x").Sample(1000, 1000);

        Assert.Equal([645, 322, 611, 614, 495, 66, 781, 941], drawn[..8]);
        Assert.Equal(Enumerable.Range(0, 1000), drawn.Order());
    }

    [Fact]
    public void More_than_there_are_cannot_be_drawn()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PythonRandom("a").Sample(3, 4));
    }
}
