using Orleans.Metadata;
using Orleans.Placement;

namespace Agents.Grains.Embedding;

/// <summary>Which label a silo must have. It travels with the grain's type, so that every silo knows.</summary>
internal sealed class RequireLabelStrategy(string label, string value, int order) : PlacementFilterStrategy(order)
{
    private const string LabelKey = "label";
    private const string ValueKey = "value";

    public RequireLabelStrategy()
        : this(string.Empty, string.Empty, 0)
    {
    }

    public string Label { get; private set; } = label;

    public string Value { get; private set; } = value;

    public override void AdditionalInitialize(GrainProperties properties)
    {
        Label = GetPlacementFilterGrainProperty(LabelKey, properties) ?? Label;
        Value = GetPlacementFilterGrainProperty(ValueKey, properties) ?? Value;
    }

    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType,
        IReadOnlyDictionary<string, string> existingProperties) =>
        [new(LabelKey, Label), new(ValueKey, Value)];
}
