using Agents.Embedding.OpenAi;

namespace Agents.Embedding;

/// <summary>How text becomes vectors.</summary>
public sealed class EmbeddingOptions
{
    private const int GpuBatchTokens = 8_192;

    /// <summary>Gets or sets the folder of a mounted model.</summary>
    /// <value>The default is null: the built-in model is fetched once and cached.</value>
    public string? ModelDirectory { get; set; }

    /// <summary>Gets or sets an endpoint that embeds instead of a local model.</summary>
    /// <value>The default is null: a local model embeds.</value>
    public EmbeddingEndpointOptions? Endpoint { get; set; }

    /// <summary>Gets or sets the folder below which fetched models are kept.</summary>
    /// <value>
    /// The default is null: the folder that the environment variable AGENTS_CACHE names, else <c>agents</c> in the
    /// platform's cache folder.
    /// </value>
    public string? CacheDirectory { get; set; }

    /// <summary>Gets or sets how long fetching the model may take.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets whether 4-bit weights are turned into 32-bit floats at load, where they can be.</summary>
    /// <value>The default is false.</value>
    /// <remarks>
    /// Measured on one thread, 24 tokens: an AMD EPYC with VNNI takes 5.9 ms as shipped and 7.5 ms in floats; an Intel
    /// Xeon takes 6.3 and 5.0 ms, and 6.6 and 4.6 ms a text in batches of 32. Floats take 90 MB more. Vectors of the
    /// two do not mix: the model id says which it is, so all silos of a cluster must choose alike.
    /// </remarks>
    public bool Dequantize { get; set; }

    /// <summary>Gets or sets what runs the model.</summary>
    /// <value>The default is the processor.</value>
    public ExecutionProvider ExecutionProvider { get; set; } = ExecutionProvider.Cpu;

    /// <summary>Gets or sets the threads that share one run.</summary>
    /// <value>
    /// The default is 1: a lone text takes 1.4 times as long as with 2, but two runs side by side on 2 cores embed up
    /// to twice as many texts, and a busy neighbour costs less.
    /// </value>
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>Gets or sets how many runs of the model go on at once.</summary>
    /// <value>The default is 2.</value>
    public int ConcurrentRunsMax { get; set; } = 2;

    /// <summary>Gets or sets the most tokens of one interactive batch, padding included.</summary>
    /// <value>
    /// The default is null: 128 where a processor runs the model, since larger batches are hardly cheaper there and all
    /// in them wait for the last, and 8,192 where a GPU does.
    /// </value>
    public int? BatchTokensMax { get; set; }

    /// <summary>
    /// Gets or sets the most tokens of one background batch, padding included: an interactive text waits at most for
    /// one.
    /// </summary>
    /// <value>
    /// The default is null: 64 where a processor runs the model, about 16 ms on one core, and 8,192 where a GPU does.
    /// </value>
    public int? BackgroundBatchTokensMax { get; set; }

    /// <summary>Gets or sets how many texts of each priority may wait; more are refused.</summary>
    /// <value>The default is 8,192.</value>
    public int QueueTextsMax { get; set; } = 8_192;

    /// <summary>Gets or sets how many vectors are remembered by the hash of their text; 0 remembers none.</summary>
    /// <value>The default is 16,384: about 27 MB at 384 numbers a vector.</value>
    public int CacheEntriesMax { get; set; } = 16_384;

    /// <summary>Gives the most tokens of an interactive batch by what runs the model, which may not be what was asked
    /// for.</summary>
    internal int BatchTokensFor(ExecutionProvider runsOn) =>
        BatchTokensMax ?? (runsOn == ExecutionProvider.Cuda ? GpuBatchTokens : 128);

    /// <summary>Gives the most tokens of a background batch.</summary>
    internal int BackgroundBatchTokensFor(ExecutionProvider runsOn) =>
        BackgroundBatchTokensMax ?? (runsOn == ExecutionProvider.Cuda ? GpuBatchTokens : 64);
}
