using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Wire;

public sealed class WireRulesTests
{
    private static Type[] Messages =>
        [.. Assemblies.WrittenTypes(Assemblies.GrainsAbstractions), .. Assemblies.WrittenTypes(Assemblies.Grains)];

    [Fact]
    public void Messages_and_grain_interfaces_have_aliases() => Violations.None(WireRules.WrongAliases(Messages));

    [Fact]
    public void Control_missing_and_repeated_aliases_are_reported() =>
        Violations.Are(
            WireRules.WrongAliases([typeof(INamelessGrain), typeof(Letter), typeof(Parcel), typeof(Nameless)]),
            "INamelessGrain has no alias",
            "INamelessGrain.PingAsync has no alias",
            "Nameless has no alias",
            "the alias control.post stands for Letter and Parcel",
            "the alias INamelessGrain: send stands for SendAsync and SendTwiceAsync");

    [Fact]
    public void Members_of_messages_have_unique_ids() => Violations.None(WireRules.WrongIds(Messages));

    [Fact]
    public void Control_missing_and_repeated_ids_are_reported() =>
        Violations.Are(WireRules.WrongIds([typeof(Parcel)]), "Parcel.Size has no id", "Parcel has the id 0 twice");

    [Fact]
    public void Every_contract_that_a_grain_takes_or_gives_has_a_whole_surrogate() =>
        Violations.None(WireRules.WrongSurrogates(
            Messages.Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)),
            Messages.Where(type => type.IsDefined(typeof(RegisterConverterAttribute), inherit: false)),
            Assemblies.Contracts));

    [Fact]
    public void Control_a_missing_surrogate_and_a_forgotten_property_are_reported() =>
        Violations.Are(
            WireRules.WrongSurrogates([typeof(IPostGrain)], [typeof(StampConverter)], typeof(WireRulesTests).Assembly),
            "Envelope has no surrogate",
            "StampSurrogate does not carry Stamp.Country");

    private interface INamelessGrain : IGrainWithStringKey
    {
        [Alias("send")]
        Task SendAsync();

        [Alias("send")]
        Task SendTwiceAsync();

        Task PingAsync();
    }

    private interface IPostGrain : IGrainWithStringKey
    {
        Task PostAsync(IReadOnlyList<Envelope> envelopes);
    }

    [GenerateSerializer, Alias("control.post")]
    private sealed record Letter;

    [GenerateSerializer, Alias("control.post")]
    private sealed record Parcel
    {
        [Id(0)]
        public int Weight { get; init; }

        [Id(0)]
        public int Height { get; init; }

        public int Size { get; init; }
    }

    [GenerateSerializer]
    private sealed record Nameless;

    private sealed record Envelope(Stamp Stamp);

    private sealed record Stamp(int Value, string Country);

    private struct StampSurrogate
    {
        public int Value { get; set; }
    }

    [RegisterConverter]
    private sealed class StampConverter : IConverter<Stamp, StampSurrogate>
    {
        public Stamp ConvertFromSurrogate(in StampSurrogate surrogate) => new(surrogate.Value, "");

        public StampSurrogate ConvertToSurrogate(in Stamp value) => new() { Value = value.Value };
    }
}
