using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Onnx;
using Agents.Embedding.Reranking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Embedding;

/// <summary>The reranker of a process: loads once, in the background of the start, and then scores.</summary>
/// <remarks>Calls made before it is loaded wait for the load, and fail as the load failed. Thread-safe.</remarks>
public sealed class RerankingModel : IDisposable
{
    private readonly RerankingOptions _options;
    private readonly EmbeddingModel _embedding;
    private readonly ILoggerFactory _loggers;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<IPairScorer>? _load;
    private IPairScorer? _loaded;

    /// <param name="options">Which model; not changed afterwards.</param>
    /// <param name="embedding">The sentence model, whose run-time settings hold for the reranker too; not
    /// owned.</param>
    /// <param name="loggers">Where warnings go; null for nowhere.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or options contradict each other.</exception>
    public RerankingModel(RerankingOptions options, EmbeddingModel embedding, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(embedding);
        if (RerankingOptionsValidator.FindFault(options) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        _options = options;
        _embedding = embedding;
        _loggers = loggers ?? NullLoggerFactory.Instance;
    }

    /// <summary>Loads the model and runs it once. Repeated calls share one load.</summary>
    /// <param name="cancellationToken">Stops the wait; the load itself ends with <see cref="Dispose"/>.</param>
    /// <exception cref="ModelUnavailableException">The model cannot be had; the message is one line with the
    /// remedy.</exception>
    public Task LoadAsync(CancellationToken cancellationToken = default) =>
        StartLoadAsync().WaitAsync(cancellationToken);

    /// <summary>Scores texts for a question. Scores are comparable within one call only.</summary>
    /// <param name="question">The question.</param>
    /// <param name="texts">The texts; what exceeds the model's length is cut.</param>
    /// <param name="cancellationToken">Ends the wait; a text that is being read is read to its end.</param>
    /// <returns>A score for each text in their order, the higher the better; null for a text that the model cannot
    /// read, and for all of them where it cannot read the question.</returns>
    public async Task<float?[]> ScoreAsync(
        string question, IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(texts);
        var scorer = await StartLoadAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

        // Tokenizing and comparing take a millisecond or two, which belong to no caller's own thread.
        return await Task.Run(() => scorer.ScoreAsync(question, texts, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Ends the load or the model; texts that still wait fail.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            _stop.Cancel();
        }

        _loaded?.Dispose();
        _stop.Dispose();
    }

    private Task<IPairScorer> StartLoadAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            return _load ??= Task.Run(() => LoadCoreAsync(_stop.Token), _stop.Token);
        }
    }

    private async Task<IPairScorer> LoadCoreAsync(CancellationToken stop)
    {
        var scorer = _options.ModelDirectory is { } folder
            ? await LoadCrossEncoderAsync(folder, stop).ConfigureAwait(false)
            : await LoadLateInteractionAsync(_options.CacheBytesMax, stop).ConfigureAwait(false);
        lock (_gate)
        {
            if (stop.IsCancellationRequested)
            {
                scorer.Dispose();
            }

            stop.ThrowIfCancellationRequested();
            return _loaded = scorer;
        }
    }

    private async Task<IPairScorer> LoadCrossEncoderAsync(string path, CancellationToken stop)
    {
        var folder = await MountedModel.OpenAsync(path, ModelUse.Reranking, stop).ConfigureAwait(false);
        var sessions = new OnnxSessionFactory(_embedding.Options, _loggers.CreateLogger<RerankingModel>());
        var model = LocalModel.Load(folder, ModelUse.Reranking, sessions);
        var encoder = new OnnxPairEncoder(model.Graph, folder.PathOf(model.Manifest.Model));
        return new CrossEncoder(model.Tokenizer, encoder, model.Manifest.MaxLength, _embedding.Options, model.RunsOn);
    }

    private async Task<IPairScorer> LoadLateInteractionAsync(long cacheBytesMax, CancellationToken stop)
    {
        await _embedding.LoadAsync(cancellationToken: stop).ConfigureAwait(false);
        return _embedding.Tokens is { } tokens
            ? new LateInteraction(tokens, _embedding.Options, cacheBytesMax)
            : throw new ModelUnavailableException(
                "--reranker late reads the vectors of single words, which the endpoint of --embeddings URL does not "
                + "give: embed with a local model (--model DIR), or take --reranker DIR.");
    }
}
