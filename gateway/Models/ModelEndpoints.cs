using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Identity;
using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Models;

/// <summary>The routes of the list of models.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/v1/models").WithTags("Models").ProducesErrors();
        models.MapGet("", ListAsync).WithSummary("Lists the chat models first, the embedding model last.")
            .Produces<ModelList>();
        models.MapGet("/{**id}", GetAsync).WithSummary("Returns one model.").Produces<ModelInfo>()
            .Fails(404);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ModelCatalog catalog)
    {
        Caller.SpeakingForUsers(context);
        var models = new ModelList("list", await catalog.ListAsync(context.Request));
        return Results.Json(models, AgentsJson.Options);
    }

    private static async Task<IResult> GetAsync(HttpContext context, ModelCatalog catalog, string id)
    {
        Caller.SpeakingForUsers(context);
        var models = await catalog.ListAsync(context.Request);

        // The server leaves an escaped slash as it is, and clients escape the slashes of a name.
        var name = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var model = models.FirstOrDefault(model => model.Id == name) ?? throw new ApiException(ApiError.Of(
            ErrorCodes.ModelNotFound, "There is no such model; GET /v1/models lists them.", "model"));
        return Results.Json(model, AgentsJson.Options);
    }
}
