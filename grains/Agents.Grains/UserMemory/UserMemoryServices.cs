using Agents.Grains.Abstractions;
using Agents.Memory.Log;
using Agents.Memory.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Grains.UserMemory;

/// <summary>What every user memory of a silo shares.</summary>
internal sealed class UserMemoryServices(
    IMemoryLogProvider logs,
    IKeyRing keys,
    IEmbeddingGenerator<string, Embedding<float>> generator,
    ITokenCounter tokens,
    IOptions<UserMemoryOptions> options,
    UserMemoryTelemetry telemetry,
    TimeProvider clock,
    ILogger<UserMemoryGrain> logger,
    IReranker? reranker = null,
    ISiloStanding? standing = null)
{
    /// <summary>What a call is told that this silo may not answer.</summary>
    public const string OutOfStanding =
        "This silo does not know whether it is still one of its cluster; send the request again.";

    private RecallOptions? _recall;

    public MeteredLogs Logs { get; } = new(logs, telemetry.OfStorage(logs, clock));

    public IKeyRing Keys { get; } = keys;

    public TextEmbedder Embedder { get; } = new(generator, telemetry, clock);

    public ITokenCounter Tokens { get; } = tokens;

    public UserMemoryOptions Options { get; } = options.Value;

    /// <summary>Gets how memories are ranked: by the weights that the product ships, in the model's
    /// dimension. The model must be <see cref="TextEmbedder.ReadyAsync">ready</see>.</summary>
    public RecallOptions Recall => _recall ??= new RecallOptions
    {
        Dimension = Embedder.Dimension,
        HopsMax = options.Value.HopsMax,
        AnswerableConfidence = options.Value.AnswerableConfidence,
    };

    /// <summary>Gets what looks at the best candidates once more; null where nothing does.</summary>
    public IReranker? Reranker { get; } = reranker;

    /// <summary>Gets a value indicating whether this silo may answer from the memories that it has open. One that is
    /// alone always may.</summary>
    public bool IsInStanding => standing?.IsKnown != false;

    /// <summary>Refuses to go on where this silo is not <see cref="IsInStanding">in standing</see>.</summary>
    public void EnsureInStanding()
    {
        if (!IsInStanding)
        {
            throw new LogUnavailableException(OutOfStanding, full: false);
        }
    }

    public UserMemoryTelemetry Telemetry { get; } = telemetry;

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;
}
