using System.Net;
using Agents.Grains.Abstractions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Agents.Grains.Embedding;

/// <summary>Hands texts of all callers to the node's own queue, which batches them with those of the other shards on
/// this node.</summary>
/// <remarks>Reentrant: calls only count themselves in and out, and a batch forms from many of them.</remarks>
[Reentrant, Spread, RequireLabel(ShardNodes.Label, ShardNodes.LabelValue)]
internal sealed class EmbeddingShardGrain(
    [FromKeyedServices(LocalEmbedding.Key)] IEmbeddingGenerator<string, Embedding<float>> local,
    IOptions<EmbeddingShardOptions> options,
    ShardNodes nodes,
    ILocalSiloDetails silo,
    TimeProvider clock) : Grain, IEmbeddingShardGrain
{
    // The keys are agreed with the generator; one that does not know them takes every text as urgent.
    private const string PriorityKey = "agents.priority";

    private static readonly TimeSpan SeatCheck = TimeSpan.FromSeconds(5);

    private static readonly EmbeddingGenerationOptions Background = new()
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [PriorityKey] = "background" },
    };

    private readonly int[] _waiting = new int[2];
    private long _seatChecked = clock.GetTimestamp();

    public async Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckSize(request.Texts);
        LeaveIfMisplaced();
        if (local.GetService(typeof(EmbeddingGeneratorMetadata)) is not EmbeddingGeneratorMetadata metadata)
        {
            return new EmbedResponse { Outcome = EmbedOutcome.Busy };
        }

        if (request.ModelId is { } wanted && wanted != metadata.DefaultModelId)
        {
            return new EmbedResponse { Outcome = EmbedOutcome.OtherModel, ModelId = metadata.DefaultModelId };
        }

        var lane = request.Background ? 1 : 0;
        if (_waiting[lane] + request.Texts.Count > options.Value.WaitingTextsMax)
        {
            return BusyWith(metadata);
        }

        _waiting[lane] += request.Texts.Count;
        try
        {
            var embeddings = await local.GenerateAsync(
                request.Texts, request.Background ? Background : null, cancellationToken);
            return PackedEmbeddings.Pack(embeddings, metadata);
        }
        catch (HttpRequestException full) when (full.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return BusyWith(metadata);
        }
        finally
        {
            _waiting[lane] -= request.Texts.Count;
        }
    }

    private static EmbedResponse BusyWith(EmbeddingGeneratorMetadata metadata) =>
        new() { Outcome = EmbedOutcome.Busy, ModelId = metadata.DefaultModelId };

    private static void CheckSize(IReadOnlyList<string> texts)
    {
        if (texts.Count is 0 or > EmbeddingShards.TextsMax)
        {
            throw new ArgumentException(
                $"texts: {texts.Count} came, and a call takes 1 to {EmbeddingShards.TextsMax}: send them in parts.");
        }

        var chars = texts.Sum(text => (long)text.Length);
        if (chars > EmbeddingShards.CharsMax)
        {
            throw new ArgumentException(
                $"texts: they have {chars} characters, and a call takes {EmbeddingShards.CharsMax}: send them in "
                + "parts, or embed a longer one where you are.");
        }
    }

    /// <summary>Makes way for an activation on the node where this shard belongs: nodes have joined or left since this
    /// one came up.</summary>
    private void LeaveIfMisplaced()
    {
        if (clock.GetElapsedTime(_seatChecked) < SeatCheck)
        {
            return;
        }

        _seatChecked = clock.GetTimestamp();
        var id = this.GetGrainId();
        if (nodes.NodeOf(EmbeddingShards.IndexOf(id.Key.ToString()!), id.Type) is { } node
            && !node.Equals(silo.SiloAddress))
        {
            DeactivateOnIdle();
        }
    }
}
