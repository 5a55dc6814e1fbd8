using Agents.Embedding.Fetch;
using Agents.Embedding.OpenAi;
using Agents.Embedding.Tests.TestKit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Embedding.Tests;

public sealed class EmbeddingModelTests(RealModel model)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_registered_generator_waits_for_the_load_and_remembers()
    {
        var services = new ServiceCollection();
        services.AddEmbedding(options => options.CacheEntriesMax = 4);
        await using var provider = services.BuildServiceProvider();
        var generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        var embedding = provider.GetRequiredService<EmbeddingModel>();
        Assert.False(embedding.IsLoaded);
        Assert.Null(generator.GetService<EmbeddingGeneratorMetadata>());
        Assert.Throws<InvalidOperationException>(() => embedding.Metadata);

        var first = await generator.GenerateAsync(["a fact"], null, Token);
        var second = await generator.GenerateAsync(["a fact"], null, Token);

        Assert.True(embedding.IsLoaded);
        Assert.Equal(384, generator.GetRequiredService<EmbeddingGeneratorMetadata>().DefaultModelDimensions);
        Assert.True(first[0].Vector.Equals(second[0].Vector));
    }

    [Fact]
    public async Task A_load_reports_each_step_and_is_shared()
    {
        using var embedding = new EmbeddingModel(new EmbeddingOptions());
        var stages = new List<EmbeddingLoadStage>();

        await Task.WhenAll(
            embedding.LoadAsync(new Recorder(stages), Token), embedding.LoadAsync(cancellationToken: Token));

        Assert.Equal([EmbeddingLoadStage.Verifying, EmbeddingLoadStage.Loading, EmbeddingLoadStage.Ready], stages);
    }

    [Fact]
    public async Task A_model_that_cannot_be_had_fails_the_load_and_every_call_alike()
    {
        using var embedding = new EmbeddingModel(new EmbeddingOptions { ModelDirectory = "/no/such/folder" });

        var load = await Assert.ThrowsAsync<ModelUnavailableException>(
            () => embedding.LoadAsync(cancellationToken: Token));
        var call = await Assert.ThrowsAsync<ModelUnavailableException>(
            () => embedding.Generator.GenerateAsync(["a"], null, Token));

        Assert.Equal(load.Message, call.Message);
        Assert.DoesNotContain('\n', load.Message);
        Assert.False(embedding.IsLoaded);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_named()
    {
        using var folder = new TempFolder();
        folder.Write("config.json", """{"hidden_size":384}""");
        File.Copy(Path.Combine(model.Folder, "vocab.txt"), folder["vocab.txt"]);
        folder.Write("model.onnx", "this is no graph");
        using var embedding = new EmbeddingModel(new EmbeddingOptions { ModelDirectory = folder.Path });

        var failure = await Assert.ThrowsAsync<ModelUnavailableException>(
            () => embedding.LoadAsync(cancellationToken: Token));

        Assert.StartsWith(folder["model.onnx"] + " cannot be loaded", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_dimension_that_the_model_does_not_have_is_refused()
    {
        using var folder = new TempFolder();
        folder.Write("config.json", """{"hidden_size":512}""");
        Directory.CreateDirectory(folder["onnx"]);
        foreach (var file in (string[])["onnx/model_q4.onnx", "onnx/model_q4.onnx_data", "vocab.txt"])
        {
            File.Copy(Path.Combine(model.Folder, file), folder[file]);
        }

        using var embedding = new EmbeddingModel(new EmbeddingOptions { ModelDirectory = folder.Path });

        var failure = await Assert.ThrowsAsync<ModelUnavailableException>(
            () => embedding.LoadAsync(cancellationToken: Token));
        Assert.Contains(
            "vectors of 384 numbers, but the manifest states 512", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_cuda_the_cpu_embeds_and_a_warning_says_so()
    {
        using var logs = new LogRecorder();
        using var embedding = new EmbeddingModel(
            new EmbeddingOptions { ExecutionProvider = ExecutionProvider.Cuda }, logs);

        await embedding.LoadAsync(cancellationToken: Token);

        // A build with -p:Accelerator=cuda on a machine with a GPU has nothing to warn of.
        Assert.All(logs.Warnings, warning => Assert.Contains("-p:Accelerator=cuda", warning, StringComparison.Ordinal));
        Assert.Equal(IsCpuBuild ? 1 : logs.Warnings.Count, logs.Warnings.Count);
        Assert.Single(await embedding.Generator.GenerateAsync(["a"], null, Token));

        // Batches as large as a GPU wants would keep a question waiting for a second.
        Assert.Equal(IsCpuBuild ? ExecutionProvider.Cpu : embedding.Tokens!.RunsOn, embedding.Tokens!.RunsOn);
    }

    [Fact]
    public void Batches_are_as_large_as_what_runs_the_model_wants_or_as_they_are_set()
    {
        var options = new EmbeddingOptions();
        Assert.Equal((128, 64), Budgets(options, ExecutionProvider.Cpu));
        Assert.Equal((8_192, 8_192), Budgets(options, ExecutionProvider.Cuda));

        (options.BatchTokensMax, options.BackgroundBatchTokensMax) = (4_096, 2_048);
        Assert.Equal((4_096, 2_048), Budgets(options, ExecutionProvider.Cpu));
        Assert.Equal((4_096, 2_048), Budgets(options, ExecutionProvider.Cuda));

        static (int Interactive, int Background) Budgets(EmbeddingOptions options, ExecutionProvider runsOn) =>
            (options.BatchTokensFor(runsOn), options.BackgroundBatchTokensFor(runsOn));
    }

    [Fact]
    public async Task An_endpoint_needs_no_model()
    {
        using var embedding = new EmbeddingModel(new EmbeddingOptions
        {
            Endpoint = new EmbeddingEndpointOptions
            {
                BaseUrl = new Uri("http://127.0.0.1:9/v1"),
                Model = "m",
                Dimension = 3,
            },
        });

        await embedding.LoadAsync(cancellationToken: Token);

        Assert.Equal(("openai", "m", 3), (embedding.Metadata.ProviderName, embedding.Metadata.DefaultModelId,
            embedding.Metadata.DefaultModelDimensions));
    }

    [Fact]
    public async Task A_closed_model_answers_no_more()
    {
        var embedding = new EmbeddingModel(new EmbeddingOptions { CacheEntriesMax = 0 });
        await embedding.LoadAsync(cancellationToken: Token);
        embedding.Dispose();
        embedding.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => embedding.Generator.GenerateAsync(["a"], null, Token));
    }

    [Fact]
    public void Impossible_options_are_refused_by_name()
    {
        (Action<EmbeddingOptions> Change, string Name)[] faults =
        [
            (options => options.IntraOpThreads = 0, "IntraOpThreads is 0, but must be from 1 to 256"),
            (options => options.ConcurrentRunsMax = 65, "ConcurrentRunsMax"),
            (options => options.BatchTokensMax = 1, "BatchTokensMax"),
            (options => options.BackgroundBatchTokensMax = 1, "BackgroundBatchTokensMax"),
            (options => options.QueueTextsMax = 0, "QueueTextsMax"),
            (options => options.CacheEntriesMax = -1, "CacheEntriesMax"),
            (options => options.FetchTimeout = TimeSpan.Zero, "FetchTimeout"),
            (options => options.ExecutionProvider = (ExecutionProvider)9, "ExecutionProvider must be one of Cpu, Cuda"),
            (options => options.Endpoint = new(), "--embeddings URL"),
            (options => options.Endpoint = Endpoint("ftp://a/v1", "m", 3), "--embeddings URL"),
            (options => options.Endpoint = Endpoint("http://a/v1", " ", 3), "--embeddings-model NAME"),
            (options => options.Endpoint = Endpoint("http://a/v1", "m", 0), "--embeddings-dimension"),
            (options => (options.Endpoint, options.ModelDirectory) = (Endpoint("http://a/v1", "m", 3), "d"),
                "leave one out"),
        ];
        foreach (var (change, name) in faults)
        {
            var options = new EmbeddingOptions();
            change(options);
            var failure = Assert.Throws<ArgumentException>(() => new EmbeddingModel(options));
            Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Options_are_validated_when_they_are_first_read()
    {
        var services = new ServiceCollection();
        services.AddEmbedding(options => options.IntraOpThreads = 0);
        await using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<EmbeddingModel>());
    }

    private static bool IsCpuBuild => !File.Exists(Path.Combine(
        AppContext.BaseDirectory, "libonnxruntime_providers_cuda.so"));

    private static EmbeddingEndpointOptions Endpoint(string url, string model, int dimension) =>
        new() { BaseUrl = new Uri(url), Model = model, Dimension = dimension };

    private sealed class Recorder(List<EmbeddingLoadStage> stages) : IProgress<EmbeddingLoadProgress>
    {
        public void Report(EmbeddingLoadProgress value) => stages.Add(value.Stage);
    }

    private sealed class LogRecorder : ILoggerFactory, ILogger
    {
        public List<string> Warnings { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Warnings.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
