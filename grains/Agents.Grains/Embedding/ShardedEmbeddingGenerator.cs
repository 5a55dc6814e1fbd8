using Agents.Grains.Abstractions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agents.Grains.Embedding;

/// <summary>Embeds on nodes with a GPU where there are any, and otherwise with the node's own model.</summary>
/// <remarks>
/// A shard that is busy, late, broken or not there costs speed and never an answer: its texts are embedded here.
/// Vectors of another model than the node's own are refused. Works from a silo and from a client of the cluster.
/// Thread-safe.
/// </remarks>
internal sealed partial class ShardedEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    // The keys are agreed with the generator; one that does not know them takes every text as urgent.
    private const string PriorityKey = "agents.priority";

    // A large call in parts reaches several nodes at once; a part is still a good batch.
    private const int PartTexts = 64;

    private readonly IGrainFactory _grains;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _local;
    private readonly bool _isLocalFirst;
    private readonly EmbeddingShardOptions _options;
    private readonly ShardPool _pool;
    private readonly EmbeddingShardTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private volatile EmbeddingGeneratorMetadata? _learnt;

    /// <param name="grains">Reaches the shards.</param>
    /// <param name="local">The node's own model; not owned.</param>
    /// <param name="isLocalFirst">Whether the model's id is that of the node's own model, which is waited for. Without
    /// it the first shard that answers says which model it is, and the own one is loaded when no shard answers.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="telemetry">Counts calls.</param>
    /// <param name="clock">Times deadlines and pauses.</param>
    /// <param name="logger">Where a shard with another model is told.</param>
    public ShardedEmbeddingGenerator(
        IGrainFactory grains, IEmbeddingGenerator<string, Embedding<float>> local, bool isLocalFirst,
        EmbeddingShardOptions options, EmbeddingShardTelemetry telemetry, TimeProvider clock, ILogger logger)
    {
        _grains = grains;
        _local = local;
        _isLocalFirst = isLocalFirst;
        _options = options;
        _telemetry = telemetry;
        _clock = clock;
        _logger = logger;
        _pool = new ShardPool(options.Shards, TimeSpan.FromMilliseconds(options.RetryAfterMs), clock);
    }

    private EmbeddingGeneratorMetadata? LocalMetadata =>
        _local.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    private EmbeddingGeneratorMetadata? Metadata => LocalMetadata ?? (_isLocalFirst ? null : _learnt);

    /// <exception cref="ArgumentException">A text is null, or the options ask for another model or
    /// dimension.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        var texts = values as IReadOnlyList<string> ?? [.. values];

        // Who asks for a model by name is answered, or refused, by the one that knows its name.
        if (texts.Count == 0 || options?.ModelId is not null || options?.Dimensions is not null
            || (_isLocalFirst && LocalMetadata is null))
        {
            return await _local.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
        }

        var parts = await Task.WhenAll(Split(texts).Select(part => EmbedAsync(part, options, cancellationToken)))
            .ConfigureAwait(false);
        return parts.Length == 1 ? parts[0] : Join(parts);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this : _local.GetService(serviceType);
    }

    /// <summary>Does nothing: the model belongs to the node.</summary>
    public void Dispose()
    {
    }

    private static IEnumerable<IReadOnlyList<string>> Split(IReadOnlyList<string> texts)
    {
        var part = new List<string>();
        var chars = 0L;
        foreach (var text in texts)
        {
            ArgumentNullException.ThrowIfNull(text);
            if (part.Count == PartTexts || (part.Count > 0 && chars + text.Length > EmbeddingShards.CharsMax))
            {
                yield return part;
                (part, chars) = ([], 0);
            }

            part.Add(text);
            chars += text.Length;
        }

        yield return part;
    }

    private static GeneratedEmbeddings<Embedding<float>> Join(GeneratedEmbeddings<Embedding<float>>[] parts)
    {
        var all = new GeneratedEmbeddings<Embedding<float>>(parts.SelectMany(part => part));
        if (Array.TrueForAll(parts, part => part.Usage?.InputTokenCount is not null))
        {
            var tokens = parts.Sum(part => part.Usage!.InputTokenCount!.Value);
            all.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        }

        return all;
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var isBackground = options?.AdditionalProperties?.TryGetValue(PriorityKey, out var priority) == true
            && priority is "background";
        var (response, outcome) = await TryShardAsync(texts, isBackground, cancellationToken).ConfigureAwait(false);
        _telemetry.Called(outcome, texts.Count, _clock.GetElapsedTime(started));
        return response is not null
            ? PackedEmbeddings.Unpack(response, texts.Count)
            : await _local.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(EmbedResponse? Response, ShardOutcome Outcome)> TryShardAsync(
        IReadOnlyList<string> texts, bool isBackground, CancellationToken cancellationToken)
    {
        if (texts is [{ Length: > EmbeddingShards.CharsMax }])
        {
            return (null, ShardOutcome.TooLong);
        }

        if (_pool.Take(mayTry: isBackground) is not { } shard)
        {
            return (null, ShardOutcome.Paused);
        }

        bool? works = null;
        try
        {
            var request = new EmbedRequest
            {
                Texts = texts,
                ModelId = Metadata?.DefaultModelId,
                Background = isBackground,
            };
            var response = await CallAsync(shard, request, cancellationToken).ConfigureAwait(false);
            var outcome = Judge(response, request);
            works = outcome switch
            {
                ShardOutcome.Remote => true,
                ShardOutcome.Busy => null,
                _ => false,
            };
            return (outcome == ShardOutcome.Remote ? response : null, outcome);
        }
        catch (TimeoutException)
        {
            works = false;
            return (null, ShardOutcome.Late);
        }
#pragma warning disable CA1031 // Whatever a shard or the way to it throws costs speed, and never an answer.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            works = false;
            return (null, ReasonOf(error));
        }
        finally
        {
            _pool.Return(shard, works);
        }
    }

    // A call to a silo that is gone may hang for longer than its deadline, so it is left behind and not only cancelled.
    private async Task<EmbedResponse> CallAsync(int shard, EmbedRequest request, CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var deadline = TimeSpan.FromMilliseconds(
            request.Background ? _options.BackgroundDeadlineMs : _options.InteractiveDeadlineMs);
        var call = _grains.GetGrain<IEmbeddingShardGrain>(EmbeddingShards.KeyOf(shard)).EmbedAsync(request, left.Token);
        try
        {
            return await call.WaitAsync(deadline, _clock, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!call.IsCompleted)
            {
                await left.CancelAsync().ConfigureAwait(false);
                _ = call.ContinueWith(
                    static task => task.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default);
            }
        }
    }

    private ShardOutcome Judge(EmbedResponse response, EmbedRequest request)
    {
        if (response.Outcome == EmbedOutcome.Busy)
        {
            return ShardOutcome.Busy;
        }

        if (response.Outcome == EmbedOutcome.OtherModel || response.ModelId is null || !IsOurs(response))
        {
            LogOtherModel(response.ModelId, Metadata?.DefaultModelId);
            return ShardOutcome.OtherModel;
        }

        return PackedEmbeddings.IsWhole(response, request.Texts.Count) ? ShardOutcome.Remote : ShardOutcome.Failed;
    }

    /// <summary>Whether a response is of the model that is known, which it becomes where none is.</summary>
    private bool IsOurs(EmbedResponse response)
    {
        if (Metadata is null && !_isLocalFirst)
        {
            Interlocked.CompareExchange(
                ref _learnt,
                new EmbeddingGeneratorMetadata("agents", null, response.ModelId, response.Dimension),
                null);
        }

        return Metadata is { } known && known.DefaultModelId == response.ModelId
            && (known.DefaultModelDimensions ?? response.Dimension) == response.Dimension;
    }

    private ShardOutcome ReasonOf(Exception error)
    {
        // Where no silo hosts shards, the cluster has no grain of this interface; where a label is wrong, placement
        // finds no node.
        if (error is ArgumentException
            || (error is OrleansException
                && error.Message.Contains("No active nodes are compatible", StringComparison.Ordinal)))
        {
            _pool.PauseAll();
            return ShardOutcome.NoNodes;
        }

        LogFailed(error.GetType().Name);
        return ShardOutcome.Failed;
    }

    [LoggerMessage(LogLevel.Warning, "An embedding shard has the model {Other}, and here it is {Own}: its vectors are "
        + "refused and texts are embedded here. Give all nodes the same model.")]
    private partial void LogOtherModel(string? other, string? own);

    [LoggerMessage(LogLevel.Information, "An embedding shard failed ({Reason}): texts are embedded here, and it is "
        + "tried again later.")]
    private partial void LogFailed(string reason);
}
