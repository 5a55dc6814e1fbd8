using System.Reflection;
using Agents.Architecture.Tests.House;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace Agents.Architecture.Tests.Features;

/// <summary>Features form layers. ArchUnitNET reads method bodies, which reflection does not see.</summary>
public sealed class FeatureCycleTests
{
    [Theory]
    [InlineData("Agents.Memory")]
    [InlineData("Agents.Grains")]
    [InlineData("Agents.Storage")]
    [InlineData("Agents.Embedding")]
    public void Features_are_free_of_cycles(string assembly) =>
        Violations.None(Cycles(Assembly.Load(assembly), $"{assembly}.(*)"));

    [Fact]
    public void Control_two_features_that_need_each_other_are_reported()
    {
        var cycle = Assert.Single(Cycles(
            typeof(FeatureCycleTests).Assembly, "Agents.Architecture.Tests.Features.Controls.(*)"));

        Assert.Contains("One", cycle, StringComparison.Ordinal);
        Assert.Contains("Two", cycle, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Cycles(Assembly assembly, string slices)
    {
        var architecture = new ArchLoader().LoadAssemblies(assembly).Build();
        return SliceRuleDefinition.Slices().Matching(slices).Should().BeFreeOfCycles()
            .Evaluate(architecture)
            .Where(result => !result.Passed)
            .Select(result => result.Description);
    }
}
