using System.Text.Json;
using Agents.Gateway.Embeddings;
using Agents.Gateway.Llm;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Models;

/// <summary>Knows which models there are: the chat models first, the embedding model last.</summary>
internal sealed class ModelCatalog(
    UpstreamClient upstream, EmbeddingModel embedding, IOptions<GatewayOptions> options, TimeProvider clock)
{
    private const string Owner = "agents";
    private const int AnswerBytesMax = 1024 * 1024;
    private const int ModelsMax = 1_000;

    private static readonly TimeSpan UpstreamTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly GatewayOptions _options = options.Value;
    private readonly long _created = clock.GetUtcNow().ToUnixTimeSeconds();
    private volatile Kept? _kept;

    public async Task<IReadOnlyList<ModelInfo>> ListAsync(HttpRequest request)
    {
        List<ModelInfo> models = [];
        if (_options.LlmUrl is null)
        {
            models.Add(ModelInfo.Of(OfflineChatClient.ModelId, _created, Owner));
        }
        else
        {
            if (_options.LlmModel is not null)
            {
                models.Add(ModelInfo.Of(_options.LlmModel, _created, "upstream"));
            }

            models.AddRange(await UpstreamModelsAsync(request));
        }

        models.Add(ModelInfo.Of(embedding.Id, _created, Owner));
        return [.. models.DistinctBy(model => model.Id)];
    }

    private async Task<IReadOnlyList<ModelInfo>> UpstreamModelsAsync(HttpRequest request)
    {
        // With the caller's own key the upstream may show each caller other models, so only our key's list is kept.
        var shared = _options.LlmKey is not null || _options.KeyFile is not null;
        if (shared && _kept is { } kept && clock.GetElapsedTime(kept.At) < KeptFor)
        {
            return kept.Models;
        }

        var models = await AskAsync(request);
        if (shared)
        {
            _kept = new Kept(models, clock.GetTimestamp());
        }

        return models;
    }

    // A list that the upstream does not give must not hold up the models that we know ourselves.
    private async Task<IReadOnlyList<ModelInfo>> AskAsync(HttpRequest request)
    {
        using var deadline = new UpstreamDeadline(UpstreamTimeout, clock, request.HttpContext.RequestAborted);
        try
        {
            using var answer = await upstream.GetAsync("/models", request, deadline.Token);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > AnswerBytesMax)
            {
                return [];
            }

            await answer.Content.LoadIntoBufferAsync(AnswerBytesMax, deadline.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(deadline.Token);
            using var document = await JsonDocument.ParseAsync(body, default, deadline.Token);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException || UpstreamErrors.IsFault(exception, deadline))
        {
            return [];
        }
    }

    private ModelInfo[] Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. data.EnumerateArray().Select(ReadOne).OfType<ModelInfo>().Take(ModelsMax)];
    }

    private ModelInfo? ReadOne(JsonElement model)
    {
        if (model.ValueKind != JsonValueKind.Object || !model.TryGetProperty("id", out var id)
            || id.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var created = model.TryGetProperty("created", out var time)
            && time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var seconds)
            ? seconds
            : _created;
        var owner = model.TryGetProperty("owned_by", out var by) && by.ValueKind == JsonValueKind.String
            ? by.GetString()!
            : "upstream";
        return ModelInfo.Of(id.GetString()!, created, owner);
    }

    private sealed record Kept(IReadOnlyList<ModelInfo> Models, long At);
}
