using System.Reflection;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Features;

public sealed class FeatureGraphTests
{
    [Theory]
    [InlineData("Agents.Memory")]
    [InlineData("Agents.Grains")]
    public void Features_are_free_of_cycles(string assembly) =>
        Violations.None(FeatureGraph.Cycles(FeatureGraph.Edges(Assembly.Load(assembly), assembly)));

    [Fact]
    public void Control_two_features_that_need_each_other_are_reported() =>
        Violations.Are(
            FeatureGraph.Cycles(FeatureGraph.Edges(
                typeof(FeatureGraphTests).Assembly, "Agents.Architecture.Tests.Features.Controls")),
            "One -> Two (CycleOne needs CycleTwo)",
            "Two -> One (CycleTwo needs CycleOne)");

    [Fact]
    public void Control_a_long_cycle_is_reported_and_a_chain_is_not() =>
        Violations.Are(
            FeatureGraph.Cycles(new Dictionary<(string From, string To), string>
            {
                [("A", "B")] = "a",
                [("B", "C")] = "b",
                [("C", "A")] = "c",
                [("C", "D")] = "d",
            }),
            "A -> B (a)",
            "B -> C (b)",
            "C -> A (c)");
}
