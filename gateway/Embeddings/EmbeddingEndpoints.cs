using System.Text.Json.Nodes;
using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Embeddings;

/// <summary>The route of embeddings.</summary>
internal static class EmbeddingEndpoints
{
    public static void MapEmbeddings(this IEndpointRouteBuilder routes)
    {
        var embeddings = routes.MapGroup("/v1/embeddings").WithTags("Models").ProducesErrors();
        embeddings.MapPost("", (HttpContext context, EmbeddingHandler handler) => handler.EmbedAsync(context))
            .WithSummary("OpenAI's embeddings, by the model that memory uses.")
            .TakesJson<JsonObject>().Produces<JsonObject>().Fails(404, 502);
    }
}
