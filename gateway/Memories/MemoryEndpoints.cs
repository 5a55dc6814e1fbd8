using Agents.Contracts;
using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Memories;

/// <summary>The routes of the memory interface.</summary>
internal static class MemoryEndpoints
{
    private const string One = $"/{{id:{MemoryIdConstraint.Name}}}";

    public static void MapMemories(this IEndpointRouteBuilder routes)
    {
        var memories = routes.MapGroup("/v1/memories").WithTags("Memories").ProducesErrors()
            .TakesNoOtherParameter();
        MapWrites(memories);
        MapQuestions(memories);
        MapOne(memories);
    }

    private static void MapWrites(RouteGroupBuilder memories)
    {
        memories.MapPost("", (HttpContext context, MemoryHandlers handlers) => handlers.AddAsync(context))
            .WithSummary("Remembers turns; durable when answered.")
            .TakesJson<AddMemoriesRequest>().TakesUserHeader()
            .WithParameter(new(AgentsHeaders.IdempotencyKey, "header", "Covers the whole call."))
            .Produces<AddMemoriesResponse>(201).Produces<AddMemoriesResponse>().Fails(410, 422, 429, 507);
        memories.MapGet("", (HttpContext context, MemoryHandlers handlers) => handlers.ListAsync(context))
            .WithSummary("Lists memories, oldest first.")
            .TakesUser()
            .WithParameter(new("kinds", "query", "Comma-separated kinds."))
            .WithParameter(new("conversation", "query", "Only this conversation."))
            .WithParameter(new("agent", "query", "Only this agent."))
            .WithParameter(new("state", "query", "active, forgotten, expired, superseded, retired or archived."))
            .WithParameter(new("as_of", "query", "As it was known then; RFC 3339 with offset."))
            .WithParameter(new("valid_at", "query", "What held in the world then; RFC 3339 with offset."))
            .WithParameter(new("cursor", "query", "The field next of the page before."))
            .WithParameter(new("limit", "query", "1 to 1,000, by default 50."))
            .Produces<ListResponse>();
        memories.MapDelete("", (HttpContext context, MemoryHandlers handlers) => handlers.DeleteAllAsync(context))
            .WithSummary("Erases a conversation or the whole user for good.")
            .WithParameter(new("user", "query", "The user.", Required: true))
            .WithParameter(new("conversation", "query", "Only this conversation."))
            .WithParameter(new("erase", "query", "Must be true.", Required: true))
            .Produces<EraseResponse>().Fails(404, 409, 413, 415, 507);
    }

    private static void MapQuestions(RouteGroupBuilder memories)
    {
        memories.MapPost("/search", (HttpContext context, MemoryHandlers handlers) => handlers.SearchAsync(context))
            .WithSummary("Finds memories, best first.")
            .TakesJson<SearchRequest>().TakesUserHeader().Produces<SearchResponse>();
        memories.MapPost("/recall", (HttpContext context, MemoryHandlers handlers) => handlers.RecallAsync(context))
            .WithSummary("Packs memories into a block that fits a prompt.")
            .TakesJson<RecallRequest>().TakesUserHeader().Produces<RecallResponse>();
        memories.MapPost("/explain", (HttpContext context, MemoryHandlers handlers) => handlers.ExplainAsync(context))
            .WithSummary("Says why a recall comes out as it does.")
            .TakesJson<ExplainRequest>().TakesUserHeader().Produces<ExplainResponse>();
        memories.MapGet("/stats", (HttpContext context, MemoryHandlers handlers) => handlers.StatsAsync(context))
            .WithSummary("Counts by kind and state, bytes and positions.")
            .TakesUser().Produces<StatsResponse>();
    }

    private static void MapOne(RouteGroupBuilder memories)
    {
        memories.MapGet(
            One, (HttpContext context, MemoryHandlers handlers, string id) => handlers.GetAsync(context, id))
            .WithSummary("Returns one memory.").TakesUser().Produces<MemoryItem>().Fails(404, 405, 410);
        memories.MapPatch(
            One, (HttpContext context, MemoryHandlers handlers, string id) => handlers.EditAsync(context, id))
            .WithSummary("Changes the text, the pin, the hold or the expiry.")
            .TakesJson<EditRequest>().TakesUserHeader().Produces<MemoryItem>().Fails(404, 405, 410, 507);
        memories.MapDelete(
            One, (HttpContext context, MemoryHandlers handlers, string id) => handlers.DeleteAsync(context, id))
            .WithSummary("Forgets a memory, or erases it for good.").TakesUser()
            .WithParameter(new("erase", "query", "true: gone for good."))
            .Produces<MemoryItem>().Fails(404, 405, 409, 410, 413, 415, 507);
        memories.MapGet(One + "/history", (HttpContext context, MemoryHandlers handlers, string id) =>
            handlers.HistoryAsync(context, id))
            .WithSummary("Returns every change of one memory.").TakesUser().Produces<HistoryResponse>()
            .Fails(404, 410);
        memories.MapGet(One + "/sources", (HttpContext context, MemoryHandlers handlers, string id) =>
            handlers.SourcesAsync(context, id))
            .WithSummary("Returns the episodes that a memory comes from.").TakesUser().Produces<SourcesResponse>()
            .Fails(404, 410);
        memories.MapGet(One + "/recalled", (HttpContext context, MemoryHandlers handlers, string id) =>
            handlers.RecalledAsync(context, id))
            .WithSummary("Makes the block that was recalled for a turn again.").TakesUser()
            .Produces<RecalledResponse>().Fails(404, 410);
        memories.MapPost(One + "/restore", (HttpContext context, MemoryHandlers handlers, string id) =>
            handlers.RestoreAsync(context, id))
            .WithSummary("Brings a forgotten or archived memory back.").TakesUser().Produces<MemoryItem>()
            .Fails(404, 410, 413, 415, 507);
    }
}
