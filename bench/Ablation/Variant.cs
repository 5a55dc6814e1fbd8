using System.Globalization;
using System.Reflection;
using Agents.Memory.Recall;

namespace Agents.Bench.Ablation;

/// <summary>A weight of <see cref="RecallOptions"/>, to be scaled or taken out.</summary>
internal sealed record Variant(string Name, PropertyInfo Property)
{
    private const string Suffix = "Weight";

    /// <summary>Gets every weight.</summary>
    public static IReadOnlyList<Variant> Weights { get; } =
    [
        .. typeof(RecallOptions).GetProperties()
            .Where(property => property.Name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(property => new Variant(property.Name[..^Suffix.Length], property)),
    ];

    /// <summary>Gets what can be taken out: every weight, and the hops.</summary>
    public static IReadOnlyList<Variant> Switches { get; } =
        [.. Weights, new("hops", typeof(RecallOptions).GetProperty(nameof(RecallOptions.HopsMax))!)];

    /// <summary>Gives the options that a text such as <c>Dense=2,HopsMax=1</c> makes.</summary>
    public static RecallOptions Of(RecallOptions options, string text)
    {
        var changed = options with { };
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (part.Split('=')[0], part.Split('=')[1]);
            var property = typeof(RecallOptions).GetProperty(name) ?? typeof(RecallOptions).GetProperty(name + Suffix)
                ?? throw new ArgumentException($"There is no recall option {name}.", nameof(text));
            property.SetValue(
                changed, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }

        return changed;
    }

    public RecallOptions Take(RecallOptions options) =>
        Of(options, Property.PropertyType == typeof(int) ? $"{Property.Name}=1" : $"{Property.Name}=0");

    public RecallOptions Scale(RecallOptions options, double factor) => Of(
        options,
        string.Create(CultureInfo.InvariantCulture, $"{Property.Name}={(double)Property.GetValue(options)! * factor}"));
}
