using System.Diagnostics;
using Agents.Memory.Recall;
using Microsoft.Extensions.AI;

namespace Agents.Grains.UserMemory;

/// <summary>Embeds texts with the silo's generator and packs the vectors as the log keeps them.</summary>
internal sealed class TextEmbedder(
    IEmbeddingGenerator<string, Embedding<float>> generator, UserMemoryTelemetry telemetry, TimeProvider clock)
{
    // The keys are agreed with the generator; one that does not know them takes every text as readable and urgent.
    private const string UnknownShareKey = "agents.unknown_share";
    private const string PriorityKey = "agents.priority";
    private const double UnknownShareMax = 0.30;

    // Endpoints take some hundred texts a call.
    private const int TextsPerCall = 256;

    // Longer than any caller waits, so that the next one finds a wait that is under way.
    private static readonly TimeSpan ModelWait = TimeSpan.FromMinutes(1);

    private static readonly EmbeddingGenerationOptions Background = new()
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [PriorityKey] = "background" },
    };

    private EmbeddingGeneratorMetadata? Metadata =>
        generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    /// <summary>Gets the id of the model; vectors of different models are never compared.</summary>
    public string ModelId => Metadata?.DefaultModelId
        ?? throw new InvalidOperationException(
            "The embedding generator names no model, so its vectors cannot be kept.");

    /// <summary>Gets the number of components of the model's vectors.</summary>
    public int Dimension => Metadata?.DefaultModelDimensions
        ?? throw new InvalidOperationException(
            "The embedding generator names no dimension, so its vectors cannot be kept.");

    /// <summary>Waits until the generator knows its model, which one that is still being loaded does not.</summary>
    /// <exception cref="TimeoutException">It took more than a minute.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (Metadata is not null)
        {
            return;
        }

        // Every generator answers once it is loaded, and there is no other way to ask it to wait.
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await generator.GenerateAsync(["ready"], null, left.Token)
                .WaitAsync(ModelWait, clock, cancellationToken);
        }
        finally
        {
            await left.CancelAsync();
        }
    }

    /// <summary>Embeds a question; empty when the model cannot read it.</summary>
    public async Task<ReadOnlyMemory<float>> EmbedQueryAsync(string text, CancellationToken cancellationToken)
    {
        using var span = Begin();
        var embeddings = await generator.GenerateAsync([text], null, cancellationToken);
        return IsUnreadable(embeddings[0]) ? default : embeddings[0].Vector;
    }

    /// <summary>Embeds texts and packs their vectors, those of the passages of a long text one after the other; a text
    /// that the model cannot read is empty.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="urgent">Whether somebody waits: then of each text only the first passage is embedded.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<byte[][]> EmbedAsync(
        IReadOnlyList<string> texts, bool urgent, CancellationToken cancellationToken)
    {
        using var span = Begin();
        var passages = texts.Select(text => Passages.Of(text).Take(urgent ? 1 : Passages.CountMax).ToArray()).ToArray();
        var packed = new List<byte[]>();
        foreach (var part in passages.SelectMany(of => of).Chunk(TextsPerCall))
        {
            var embeddings = await generator.GenerateAsync(part, urgent ? null : Background, cancellationToken);
            packed.AddRange(embeddings.Select(
                embedding => IsUnreadable(embedding) ? [] : PackedVector.Pack(embedding.Vector.Span)));
        }

        var next = 0;
        return Array.ConvertAll(passages, of => packed.GetRange((next += of.Length) - of.Length, of.Length)
            .SelectMany(vector => vector).ToArray());
    }

    private Activity? Begin() => !telemetry.Activities.HasListeners() ? null : telemetry.Activities.StartActivity(
        $"{UserMemoryTelemetry.Embeddings} {ModelId}",
        ActivityKind.Internal,
        parentContext: default,
        [
            new("gen_ai.operation.name", UserMemoryTelemetry.Embeddings),
            new("gen_ai.request.model", ModelId),
            new("gen_ai.embeddings.dimension.count", Dimension),
        ]);

    private static bool IsUnreadable(Embedding<float> embedding) =>
        embedding.AdditionalProperties?.TryGetValue(UnknownShareKey, out var share) == true
        && share is double value && value > UnknownShareMax;
}
