using Agents.Contracts;
using Agents.Gateway.Memories;
using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Consolidations;

/// <summary>The routes of consolidation.</summary>
internal static class ConsolidationEndpoints
{
    private const string One = $"/{{id:{MemoryIdConstraint.Name}}}";

    public static void MapConsolidations(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/v1/consolidations").WithTags("Consolidations").ProducesErrors()
            .TakesNoOtherParameter();
        runs.MapPost("", (HttpContext context, ConsolidationHandlers handlers) => handlers.StartAsync(context))
            .WithSummary("Starts reading what is owed, or says with dry_run what that would do.")
            .TakesJson<StartConsolidationRequest>().TakesUserHeader()
            .Produces<ConsolidationRun>().Produces<ConsolidationRun>(202).Fails(409, 507);
        runs.MapGet("", (HttpContext context, ConsolidationHandlers handlers) => handlers.ListAsync(context))
            .WithSummary("Lists runs, the newest first, without their changes.").TakesUser()
            .WithParameter(new("limit", "query", "1 to 200, by default 20."))
            .Produces<ConsolidationList>();
        runs.MapGet(One, (HttpContext context, ConsolidationHandlers handlers, string id) =>
            handlers.GetAsync(context, id))
            .WithSummary("Returns the report of a run.").TakesUser().Produces<ConsolidationRun>().Fails(404);
        runs.MapPost(One + "/cancel", (HttpContext context, ConsolidationHandlers handlers, string id) =>
            handlers.CancelAsync(context, id))
            .WithSummary("Ends a run after its step; what it read stays.").TakesUser()
            .Produces<ConsolidationRun>().Fails(404, 413, 415, 507);
        runs.MapPost(One + "/undo", (HttpContext context, ConsolidationHandlers handlers, string id) =>
            handlers.UndoAsync(context, id))
            .WithSummary("Takes back what a run did.").TakesUser()
            .Produces<ConsolidationRun>().Fails(404, 409, 413, 415, 507);
    }
}
