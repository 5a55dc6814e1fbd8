using Microsoft.Extensions.AI;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>A generator whose vector of a text is its length; calls can be held until they are let through.</summary>
internal sealed class FakeGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Lock _gate = new();
    private readonly List<Call> _calls = [];

    public const string ModelId = "fake/1";

    public bool IsHeld { get; init; }

    public Exception? Failure { get; set; }

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var call = new Call([.. values], EmbeddingProperties.IsBackground(options), cancellationToken);
        lock (_gate)
        {
            _calls.Add(call);
        }

        if (IsHeld)
        {
            await call.Permit.Task.WaitAsync(cancellationToken);
        }

        return Failure is { } failure
            ? throw failure
            : [.. call.Texts.Select(text => new Embedding<float>(new float[] { text.Length })
            {
                ModelId = ModelId,
                AdditionalProperties = new()
                {
                    [EmbeddingProperties.Tokens] = text.Length,
                    [EmbeddingProperties.UnknownShare] = 0.5,
                },
            })];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata)
            ? new EmbeddingGeneratorMetadata("fake", defaultModelId: ModelId, defaultModelDimensions: 1)
            : null;

    public void Dispose() => IsDisposed = true;

    internal sealed record Call(string[] Texts, bool IsBackground, CancellationToken CancellationToken)
    {
        public TaskCompletionSource Permit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
