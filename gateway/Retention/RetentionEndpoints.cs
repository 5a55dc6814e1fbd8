using Agents.Contracts;
using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Retention;

/// <summary>The routes of retention.</summary>
/// <remarks>The tenant's policy has an address of its own: were it what a call without a user means, a client that
/// forgot to name one would set the limits of everybody.</remarks>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        var retention = routes.MapGroup("/v1/retention").WithTags("Retention").ProducesErrors()
            .TakesNoOtherParameter();
        retention.MapGet("", (HttpContext context, RetentionHandlers handlers) => handlers.GetAsync(context))
            .WithSummary("Returns a user's policy, the tenant's, what they count, and what they would do now.")
            .TakesUser().Produces<RetentionResponse>();
        retention.MapPut("", (HttpContext context, RetentionHandlers handlers) => handlers.SetAsync(context))
            .WithSummary("Replaces the whole policy of a user, or says with dry_run what that would do.")
            .TakesJson<SetRetentionRequest>().TakesUserHeader().Produces<RetentionResponse>().Fails(422, 507);
        retention.MapDelete("", (HttpContext context, RetentionHandlers handlers) => handlers.ClearAsync(context))
            .WithSummary("Takes the policy of a user away; what it has archived stays so until it is restored.")
            .TakesUser().Produces<RetentionResponse>().Fails(413, 415, 507);
        MapTenant(retention.MapGroup("/tenant"));
    }

    private static void MapTenant(RouteGroupBuilder tenant)
    {
        tenant.MapGet("", (HttpContext context, RetentionHandlers handlers) => handlers.GetTenantAsync(context))
            .WithSummary("Returns the policy of the tenant. Keys with the role app or operator may.")
            .Produces<RetentionResponse>();
        tenant.MapPut("", (HttpContext context, RetentionHandlers handlers) => handlers.SetTenantAsync(context))
            .WithSummary("Replaces the policy of the tenant. Keys with the role operator may.")
            .TakesJson<RetentionPolicy>().Produces<RetentionResponse>().Fails(422, 507);
        tenant.MapDelete("", (HttpContext context, RetentionHandlers handlers) => handlers.ClearTenantAsync(context))
            .WithSummary("Takes the policy of the tenant away. Keys with the role operator may.")
            .Produces<RetentionResponse>().Fails(507);
    }
}
