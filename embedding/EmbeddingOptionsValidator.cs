using Agents.Embedding.OpenAi;
using Microsoft.Extensions.Options;

namespace Agents.Embedding;

/// <summary>
/// Refuses options that could not work, with one line that names the setting, the limit and the remedy.
/// </summary>
internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options) =>
        FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    /// <summary>The first fault in one line; null when there is none.</summary>
    public static string? FindFault(EmbeddingOptions options) =>
        !Enum.IsDefined(options.ExecutionProvider)
            ? $"{nameof(options.ExecutionProvider)} must be one of "
                + $"{string.Join(", ", Enum.GetNames<ExecutionProvider>())}."
            : CheckRange(nameof(options.IntraOpThreads), options.IntraOpThreads, 1, 256)
            ?? CheckRange(nameof(options.ConcurrentRunsMax), options.ConcurrentRunsMax, 1, 64)
            ?? CheckRange(nameof(options.BatchTokensMax), options.BatchTokensMax ?? 16, 16, 1_048_576)
            ?? CheckRange(
                nameof(options.BackgroundBatchTokensMax), options.BackgroundBatchTokensMax ?? 16, 16, 1_048_576)
            ?? CheckRange(nameof(options.QueueTextsMax), options.QueueTextsMax, 1, 1_048_576)
            ?? CheckRange(nameof(options.CacheEntriesMax), options.CacheEntriesMax, 0, 4_194_304)
            ?? CheckRange(
                nameof(options.FetchTimeout), options.FetchTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
            ?? (options.Endpoint is { } endpoint ? FindFault(endpoint, options.ModelDirectory) : null);

    private static string? FindFault(EmbeddingEndpointOptions endpoint, string? modelDirectory) =>
        modelDirectory is not null
            ? "Both --model DIR and --embeddings URL are set: leave one out."
            : endpoint.BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? "Endpoint.BaseUrl (--embeddings URL) must be an absolute http or https URL that ends in /v1."
            : string.IsNullOrWhiteSpace(endpoint.Model)
            ? "Endpoint.Model (--embeddings-model NAME) must name the endpoint's model."
            : CheckRange("Endpoint.Dimension (--embeddings-dimension)", endpoint.Dimension, 1, 8_192)
            ?? CheckRange("Endpoint.Timeout", endpoint.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
            ?? CheckRange("Endpoint.RetriesMax", endpoint.RetriesMax, 0, 20)
            ?? CheckRange("Endpoint.RetryWaitMax", endpoint.RetryWaitMax, TimeSpan.Zero, TimeSpan.FromHours(1))
            ?? CheckRange("Endpoint.InputsMax", endpoint.InputsMax, 1, 2_048)
            ?? CheckRange("Endpoint.InputCharsMax", endpoint.InputCharsMax, 16, 1_048_576);

    private static string? CheckRange<T>(string name, T value, T min, T max)
        where T : IComparable<T> =>
        value.CompareTo(min) < 0 || value.CompareTo(max) > 0
            ? $"{name} is {value}, but must be from {min} to {max}."
            : null;
}
