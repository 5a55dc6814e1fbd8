using Microsoft.Extensions.Options;

namespace Agents.Embedding;

/// <summary>
/// Refuses options that could not work, with one line that names the setting, the limit and the remedy.
/// </summary>
internal sealed class RerankingOptionsValidator : IValidateOptions<RerankingOptions>
{
    private const long CacheBytesLimit = 64L << 30;

    public ValidateOptionsResult Validate(string? name, RerankingOptions options) =>
        FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    /// <summary>The first fault in one line; null when there is none.</summary>
    public static string? FindFault(RerankingOptions options) =>
        options.ModelDirectory is null != options.LateInteraction
            ? $"Exactly one of {nameof(options.ModelDirectory)} (--reranker DIR) and "
                + $"{nameof(options.LateInteraction)} (--reranker late) must be set."
            : options.CacheBytesMax is < 0 or > CacheBytesLimit
            ? $"{nameof(options.CacheBytesMax)} is {options.CacheBytesMax}, but must be from 0 to {CacheBytesLimit}."
            : null;
}
