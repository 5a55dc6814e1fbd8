using System.Globalization;
using Microsoft.Extensions.Options;

namespace Agents.Grains.Consolidation;

/// <summary>Finds every fault of the settings at start, each as a line with the field, the limit and the
/// remedy.</summary>
internal sealed class ModelExtractionOptionsValidator : IValidateOptions<ModelExtractionOptions>
{
    private const decimal PriceMax = 1_000_000;

    public ValidateOptionsResult Validate(string? name, ModelExtractionOptions options)
    {
        List<string> faults = [];
        CheckRange(faults, "TimeoutMs", options.TimeoutMs, 1, 600_000);
        CheckRange(faults, "TurnCharsMax", options.TurnCharsMax, 100, 20_000);
        CheckRange(faults, "AnswerTokensMax", options.AnswerTokensMax, 64, 32_768);
        CheckRange(faults, "AnswerCharsMax", options.AnswerCharsMax, 256, 1_000_000);
        CheckRange(faults, "ClaimsMax", options.ClaimsMax, 1, 32);
        CheckRange(faults, "PricePerMillionInputTokens", options.PricePerMillionInputTokens, 0, PriceMax);
        CheckRange(faults, "PricePerMillionOutputTokens", options.PricePerMillionOutputTokens, 0, PriceMax);
        CheckLimit(faults, "TokensPerUserPerDay", options.TokensPerUserPerDay);
        CheckLimit(faults, "TokensPerTenantPerDay", options.TokensPerTenantPerDay);
        CheckMoney(faults, "MoneyPerUserPerDay", options.MoneyPerUserPerDay, options);
        CheckMoney(faults, "MoneyPerTenantPerDay", options.MoneyPerTenantPerDay, options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckRange(List<string> faults, string field, decimal value, decimal least, decimal most)
    {
        if (value < least || value > most)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"{field} is {value}; give {least} to {most}."));
        }
    }

    private static void CheckLimit(List<string> faults, string field, decimal? value)
    {
        if (value < 0)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{field} is {value}; give 0 or more, 0 to leave all to the rules, or nothing for no limit."));
        }
    }

    private static void CheckMoney(List<string> faults, string field, decimal? value, ModelExtractionOptions options)
    {
        CheckLimit(faults, field, value);

        // Without a price nothing costs anything, and the limit that somebody relies on would never be reached.
        if (value >= 0 && options is { PricePerMillionInputTokens: 0, PricePerMillionOutputTokens: 0 })
        {
            faults.Add($"{field} is set and both prices are 0; give PricePerMillionInputTokens and "
                + $"PricePerMillionOutputTokens, or remove {field} and set the limit of tokens.");
        }
    }
}
