using Agents.Contracts;
using Agents.Gateway.Identity;
using Agents.Gateway.Requests;
using Microsoft.Extensions.Options;

namespace Agents.Gateway;

/// <summary>
/// Finds every fault of the settings at start, so that a wrong one is a line and not a surprise in a request.
/// </summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> faults = [];
        CheckIdentity(options, faults);
        CheckLlm(options, faults);
        CheckRange(faults, "RecallBudgetTokens", options.RecallBudgetTokens, MemoryLimits.BudgetTokensMax);
        CheckTime(faults, "RecallTimeout", options.RecallTimeout);
        CheckTime(faults, "AppendTimeout", options.AppendTimeout);
        CheckLimits(options.Limits, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckIdentity(GatewayOptions options, List<string> faults)
    {
        if (options.DefaultUser is not null)
        {
            if (options.KeyFile is not null)
            {
                faults.Add("DefaultUser is for a gateway without a key file; remove it, or remove KeyFile.");
            }

            if (TextRules.FaultOfUser(options.DefaultUser) is { } fault)
            {
                faults.Add($"DefaultUser {fault}");
            }
        }

        if (options.KeyFile is not null && !KeyFile.TryLoad(options.KeyFile, out _, out var keyFault))
        {
            faults.Add(keyFault);
        }
    }

    private static void CheckLlm(GatewayOptions options, List<string> faults)
    {
        if (options.LlmUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            faults.Add($"LlmUrl is '{url}', which is no absolute http or https address; "
                + "give the base address with /v1, such as http://127.0.0.1:11434/v1.");
        }

        CheckTime(faults, "LlmConnectTimeout", options.LlmConnectTimeout);
        CheckTime(faults, "LlmFirstByteTimeout", options.LlmFirstByteTimeout);
        CheckTime(faults, "LlmIdleTimeout", options.LlmIdleTimeout);
    }

    private static void CheckLimits(GatewayLimits limits, List<string> faults)
    {
        CheckRange(faults, "Limits.BodyBytesMax", limits.BodyBytesMax, 1 << 30);
        CheckRange(faults, "Limits.MessageBytesMax", limits.MessageBytesMax, limits.BodyBytesMax);
        CheckRange(faults, "Limits.MessagesMax", limits.MessagesMax, 100_000);
        CheckRange(faults, "Limits.SearchLimitMax", limits.SearchLimitMax, 10_000);
        CheckRange(faults, "Limits.ListLimitMax", limits.ListLimitMax, 10_000);
        CheckRange(faults, "Limits.BudgetTokensMax", limits.BudgetTokensMax, 1_000_000);
        CheckRange(faults, "Limits.EmbeddingInputsMax", limits.EmbeddingInputsMax, 10_000);
        CheckRange(faults, "Limits.RequestsMax", limits.RequestsMax, 100_000);
        CheckRange(faults, "Limits.WaitingRequestsMax", limits.WaitingRequestsMax, 100_000);
        CheckRange(faults, "Limits.ChatsMax", limits.ChatsMax, 100_000);
    }

    private static void CheckRange(List<string> faults, string name, int value, int most)
    {
        if (value < 1 || value > most)
        {
            faults.Add($"{name} is {value}; give 1 to {most}.");
        }
    }

    private static void CheckTime(List<string> faults, string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
        {
            faults.Add($"{name} is {value}; give more than zero and at most one hour.");
        }
    }
}
