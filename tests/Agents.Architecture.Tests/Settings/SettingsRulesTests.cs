using System.Reflection;
using System.Xml.Linq;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Settings;

public sealed class SettingsRulesTests
{
    /// <summary>The projects with a host that validates at start. The others take their options as plain
    /// arguments.</summary>
    private static IEnumerable<Assembly> Hosted =>
    [
        Assemblies.Embedding, Assemblies.Storage, Assemblies.StorageAzureBlobs, Assemblies.StoragePostgres,
        Assemblies.Grains, Assemblies.Gateway, Assemblies.Silo,
    ];

    [Fact]
    public void Options_have_validators() =>
        Violations.None(Hosted.SelectMany(
            assembly => SettingsRules.WithoutValidator(Assemblies.WrittenTypes(assembly))));

    [Fact]
    public void Control_options_without_validator_are_reported() =>
        Violations.Are(
            SettingsRules.WithoutValidator(
                [typeof(CheckedOptions), typeof(CheckedOptionsValidator), typeof(PartOptions), typeof(LooseOptions)]),
            "LooseOptions has no LooseOptionsValidator");

    [Fact]
    public void Defaults_are_documented() =>
        Violations.None(Assemblies.Product.SelectMany(assembly => SettingsRules.WithoutDocumentedDefault(
            Assemblies.WrittenTypes(assembly), SettingsRules.DocumentationOf(assembly))));

    [Fact]
    public void Control_an_undocumented_default_is_reported() =>
        Violations.Are(
            SettingsRules.WithoutDocumentedDefault(
                [typeof(LooseOptions)],
                name => name.EndsWith("Limit", StringComparison.Ordinal)
                    ? new XElement("member", new XElement("value", "The default is 3."))
                    : new XElement("member", new XElement("summary", "A size."))),
            "LooseOptions.Size does not document its default");

    public sealed class LooseOptions
    {
        public int Limit { get; set; } = 3;

        public int Size { get; set; } = 5;

        public string? Name { get; set; }
    }

    public sealed class CheckedOptions
    {
        public PartOptions? Part { get; set; }
    }

    public sealed class PartOptions;

    private static class CheckedOptionsValidator;
}
