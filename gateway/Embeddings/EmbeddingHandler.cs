using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Identity;
using Agents.Gateway.Llm;
using Agents.Gateway.Requests;
using Agents.Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Embeddings;

/// <summary>Answers <c>POST /v1/embeddings</c> by the model that memory itself uses.</summary>
internal sealed class EmbeddingHandler(
    EmbeddingModel model, GatewayTelemetry telemetry, IOptions<GatewayOptions> options)
{
    // The keys are agreed with the generator; one that does not know them takes every text as urgent.
    private const string PriorityKey = "agents.priority";
    private const int UrgentCharsMax = 4_096;
    private const int RetryAfterSeconds = 1;

    private static readonly EmbeddingGenerationOptions Background = new()
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [PriorityKey] = "background" },
    };

    private readonly GatewayLimits _limits = options.Value.Limits;

    public async Task<IResult> EmbedAsync(HttpContext context)
    {
        using var timed = telemetry.Begin(GatewayTelemetry.Embeddings);
        Caller.SpeakingForUsers(context);
        var body = await RequestBody.ReadAsync(context, _limits.BodyBytesMax);
        EmbeddingBody request;
        GeneratedEmbeddings<Embedding<float>> vectors;
        try
        {
            await model.KnowAsync(context.RequestAborted);
            request = EmbeddingBody.Read(body, model, _limits);

            // Many texts wait behind the one question of a recall, which stands in the way of a chat.
            var priority = request.Texts.Sum(text => text.Length) > UrgentCharsMax ? Background : null;
            vectors = await model.Generator.GenerateAsync(request.Texts, priority, context.RequestAborted);
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.TooManyRequests)
        {
            timed.Fail(ErrorCodes.RateLimitExceeded);
            throw new ApiException(
                ApiError.Of(ErrorCodes.RateLimitExceeded, exception.Message, null, RetryAfterSeconds));
        }
        catch (HttpRequestException exception)
        {
            timed.Fail(ErrorCodes.UpstreamFailed);
            throw new ApiException(ApiError.Of(ErrorCodes.UpstreamFailed, exception.Message));
        }

        var tokens = vectors.Usage?.InputTokenCount ?? request.Texts.Sum(TokenEstimate.Of);
        return Results.Json(
            new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. vectors.Select((vector, i) => (JsonNode)Item(vector, i, request.Base64))]),
                ["model"] = model.Id,
                ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
            },
            AgentsJson.Options);
    }

    private static JsonObject Item(Embedding<float> embedding, int index, bool base64) => new()
    {
        ["object"] = "embedding",
        ["index"] = index,
        ["embedding"] = base64 ? Base64(embedding.Vector.Span) : Numbers(embedding.Vector.Span),
    };

    private static JsonArray Numbers(ReadOnlySpan<float> vector)
    {
        var numbers = new JsonArray();
        foreach (var number in vector)
        {
            numbers.Add(number);
        }

        return numbers;
    }

    private static string Base64(ReadOnlySpan<float> vector)
    {
        if (BitConverter.IsLittleEndian)
        {
            return Convert.ToBase64String(MemoryMarshal.AsBytes(vector));
        }

        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        return Convert.ToBase64String(bytes);
    }
}
