using Microsoft.Extensions.Options;

namespace Agents.Embedding;

/// <summary>Refuses options that could not work, with one line that names the setting, the limit and the remedy.</summary>
internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options) =>
        FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    /// <summary>The first fault in one line; null when there is none.</summary>
    public static string? FindFault(EmbeddingOptions options) =>
        !Enum.IsDefined(options.ExecutionProvider)
            ? $"{nameof(options.ExecutionProvider)} must be one of {string.Join(", ", Enum.GetNames<ExecutionProvider>())}."
            : CheckRange(nameof(options.IntraOpThreads), options.IntraOpThreads, 1, 256)
            ?? CheckRange(nameof(options.ConcurrentRunsMax), options.ConcurrentRunsMax, 1, 64)
            ?? CheckRange(nameof(options.BatchTokensMax), options.BatchTokensMax, 16, 1_048_576)
            ?? CheckRange(nameof(options.BackgroundBatchTokensMax), options.BackgroundBatchTokensMax, 16, 1_048_576)
            ?? CheckRange(nameof(options.QueueTextsMax), options.QueueTextsMax, 1, 1_048_576)
            ?? CheckRange(nameof(options.CacheEntriesMax), options.CacheEntriesMax, 0, 4_194_304)
            ?? CheckRange(nameof(options.FetchTimeout), options.FetchTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    private static string? CheckRange<T>(string name, T value, T min, T max)
        where T : IComparable<T> =>
        value.CompareTo(min) < 0 || value.CompareTo(max) > 0
            ? $"{name} is {value}, but must be from {min} to {max}."
            : null;
}
