using System.Reflection;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Types;

public sealed class TypeRulesTests
{
    public static TheoryData<string> WithoutOrleans =>
        ["Agents.Contracts", "Agents.Client", "Agents.Memory", "Agents.Storage", "Agents.Storage.AzureBlobs"];

    [Theory]
    [MemberData(nameof(WithoutOrleans))]
    public void Core_client_and_storage_never_touch_Orleans(string assembly) =>
        Violations.None(TypeRules.References(Assembly.Load(assembly), "Orleans", "Microsoft.Orleans"));

    [Fact]
    public void Control_the_grains_touch_Orleans() =>
        Assert.Contains(
            "Agents.Grains uses Orleans.Core.Abstractions", TypeRules.References(Assemblies.Grains, "Orleans"));

    [Fact]
    public void Abstractions_know_no_grain_class() =>
        Violations.None(TypeRules.References(
            Assemblies.GrainsAbstractions, "Agents.Grains", "Agents.Memory", "Agents.Storage"));

    [Fact]
    public void The_gateway_never_sees_log_or_index() =>
        Violations.None(TypeRules.References(
            Assemblies.Gateway, "Agents.Memory", "Agents.Storage", "Agents.Embedding", "Agents.Silo"));

    [Fact]
    public void Control_the_grains_see_the_log() =>
        Violations.Are(
            TypeRules.References(Assemblies.Grains, "Agents.Memory", "Agents.Storage"),
            "Agents.Grains uses Agents.Memory");

    [Fact]
    public void Drivers_are_used_by_their_provider_only()
    {
        string[] drivers = ["Microsoft.ML.OnnxRuntime", "Azure", "Npgsql", "StackExchange"];
        Violations.None(Assemblies.Product
            .Where(assembly => assembly != Assemblies.Embedding && assembly != Assemblies.Silo
                && assembly != Assemblies.StorageAzureBlobs && assembly != Assemblies.StoragePostgres)
            .SelectMany(assembly => TypeRules.References(assembly, drivers)));
    }

    [Fact]
    public void Control_embedding_uses_its_driver() =>
        Violations.Are(
            TypeRules.References(Assemblies.Embedding, "Microsoft.ML.OnnxRuntime"),
            "Agents.Embedding uses Microsoft.ML.OnnxRuntime");

    [Fact]
    public void Grain_classes_are_internal_sealed_and_named_Grain()
    {
        var types = Assemblies.WrittenTypes(Assemblies.Grains).ToArray();

        Assert.Contains(types, type => typeof(Grain).IsAssignableFrom(type));
        Violations.None(TypeRules.WrongGrainClasses(types));
    }

    [Fact]
    public void Control_an_open_public_actor_is_reported() =>
        Violations.Are(
            TypeRules.WrongGrainClasses([typeof(OpenActor)]),
            "OpenActor must be internal",
            "OpenActor must be sealed",
            "OpenActor must be named *Grain");

    [Fact]
    public void Grain_interfaces_live_in_abstractions_and_are_named_Grain()
    {
        var types = Assemblies.Product.SelectMany(Assemblies.WrittenTypes).ToArray();

        Assert.Contains(types, type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type));
        Violations.None(TypeRules.WrongGrainInterfaces(types));
    }

    [Fact]
    public void Control_a_grain_interface_elsewhere_is_reported() =>
        Violations.Are(
            TypeRules.WrongGrainInterfaces([typeof(IOpenActor)]),
            "IOpenActor must live in Agents.Grains.Abstractions",
            "IOpenActor must be named I*Grain");

    [Fact]
    public void Grains_show_only_options_and_registration() =>
        Violations.None(TypeRules.PublicTypes(Assemblies.WrittenTypes(Assemblies.Grains)));

    [Fact]
    public void Control_a_public_class_is_reported() =>
        Violations.Are(TypeRules.PublicTypes([typeof(TypeRulesTests)]), "TypeRulesTests must not be public");

    [Fact]
    public void Grains_and_memory_keep_no_static_state() =>
        Violations.None(StaticStateRules.Mutable(
            Assemblies.WrittenTypes(Assemblies.Grains).Concat(Assemblies.WrittenTypes(Assemblies.Memory))));

    [Fact]
    public void Control_a_static_counter_and_a_static_cache_are_reported() =>
        Violations.Are(
            StaticStateRules.Mutable([typeof(LeakyCache)]),
            "LeakyCache.s_count is static and can be assigned",
            "LeakyCache.Seen is static and holds a mutable collection");

    private interface IOpenActor : IGrainWithStringKey;

    /// <summary>The control of the grain rules: no silo ever loads this assembly.</summary>
    public class OpenActor : Grain;

#pragma warning disable CS0169, CS0414, IDE0044, IDE0051, IDE0052, CA1823, CA1802, IDE1006
    private static class LeakyCache
    {
        public const int Limit = 3;

        private static readonly HashSet<string> Seen = [];
        private static readonly string[] Table = ["a"];
        private static int s_count;
    }
#pragma warning restore CS0169, CS0414, IDE0044, IDE0051, IDE0052, CA1823, CA1802, IDE1006
}
