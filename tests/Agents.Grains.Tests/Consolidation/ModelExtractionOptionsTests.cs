using Agents.Grains.Consolidation;
using Agents.Memory.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Grains.Tests.Consolidation;

public sealed class ModelExtractionOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Faults(_ => { }));

    [Fact]
    public void Every_fault_names_the_field_the_limit_and_the_remedy() =>
        Assert.Equal(
            [
                "TimeoutMs is 0; give 1 to 600000.",
                "TurnCharsMax is 20001; give 100 to 20000.",
                "AnswerTokensMax is 63; give 64 to 32768.",
                "AnswerCharsMax is 255; give 256 to 1000000.",
                "ClaimsMax is 33; give 1 to 32.",
                "PricePerMillionInputTokens is -0.5; give 0 to 1000000.",
                "PricePerMillionOutputTokens is 1000001; give 0 to 1000000.",
                "TokensPerUserPerDay is -1; give 0 or more, 0 to leave all to the rules, or nothing for no limit.",
                "TokensPerTenantPerDay is -2; give 0 or more, 0 to leave all to the rules, or nothing for no limit.",
                "MoneyPerUserPerDay is -0.1; give 0 or more, 0 to leave all to the rules, or nothing for no limit.",
            ],
            Faults(options =>
            {
                options.TimeoutMs = 0;
                options.TurnCharsMax = 20_001;
                options.AnswerTokensMax = 63;
                options.AnswerCharsMax = 255;
                options.ClaimsMax = 33;
                options.PricePerMillionInputTokens = -.5m;
                options.PricePerMillionOutputTokens = 1_000_001;
                options.TokensPerUserPerDay = -1;
                options.TokensPerTenantPerDay = -2;
                options.MoneyPerUserPerDay = -.1m;
            }));

    [Fact]
    public void Money_without_a_price_is_a_fault() =>
        Assert.Equal(
            [
                "MoneyPerTenantPerDay is set and both prices are 0; give PricePerMillionInputTokens and "
                + "PricePerMillionOutputTokens, or remove MoneyPerTenantPerDay and set the limit of tokens.",
            ],
            Faults(options => options.MoneyPerTenantPerDay = 5));

    [Theory]
    [InlineData(null)]
    [InlineData("extraction")]
    public void A_silo_gets_an_extractor_over_the_chat_client_that_is_named(string? key)
    {
        var silo = new SiloBuilderStub();
        silo.Services.AddMetrics().AddLogging().AddSingleton<ITokenCounter, NoTokens>();
        silo.Services.AddKeyedSingleton<IChatClient>(key, (_, _) => ScriptedChatClient.Of("[]"));

        silo.AddModelExtraction(options => options.ChatClientKey = key);

        using var services = silo.Services.BuildServiceProvider();
        Assert.NotNull(services.GetRequiredService<ModelExtractor>());
        Assert.NotNull(services.GetRequiredService<ModelBudgets>().Open("tenant"));
    }

    [Fact]
    public void A_setting_out_of_range_stops_the_start()
    {
        var silo = new SiloBuilderStub();
        silo.AddModelExtraction(options => options.ClaimsMax = 0);
        using var services = silo.Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate());
    }

    private static IEnumerable<string> Faults(Action<ModelExtractionOptions> configure)
    {
        var options = new ModelExtractionOptions();
        configure(options);
        return new ModelExtractionOptionsValidator().Validate(null, options).Failures ?? [];
    }

    private sealed class SiloBuilderStub : ISiloBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public Microsoft.Extensions.Configuration.IConfiguration Configuration { get; } =
            new Microsoft.Extensions.Configuration.ConfigurationManager();
    }

    private sealed class NoTokens : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => 0;
    }
}
