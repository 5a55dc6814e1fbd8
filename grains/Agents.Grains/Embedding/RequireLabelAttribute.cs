using Orleans.Placement;

namespace Agents.Grains.Embedding;

/// <summary>Keeps the activations of a grain to the silos that have a label, whoever calls.</summary>
/// <remarks>The filter that Orleans ships compares with the label of the calling silo, so it cannot send work from a
/// node without a GPU to one that has it.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequireLabelAttribute(string label, string value, int order = 0)
    : PlacementFilterAttribute(new RequireLabelStrategy(label, value, order));
