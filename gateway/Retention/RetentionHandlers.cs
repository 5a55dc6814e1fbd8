using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Identity;
using Agents.Gateway.Memories;
using Agents.Gateway.Requests;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Retention;

/// <summary>Answers the endpoints of retention. Setting a policy again changes nothing, so every call may be
/// repeated.</summary>
internal sealed class RetentionHandlers(MemoryCalls memory, RequestScopes scopes, IOptions<GatewayOptions> options)
{
    private readonly int _bodyBytesMax = options.Value.Limits.BodyBytesMax;

    public async Task<IResult> GetAsync(HttpContext context)
    {
        var scope = await scopes.OfAsync(context);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Read,
            scope,
            (grain, token) => grain.RetentionAsync(scope, token),
            context.RequestAborted));
    }

    public async Task<IResult> SetAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        var request = RetentionBody.OfUser(await RequestBody.ReadAsync(context, _bodyBytesMax));
        return await SetAsync(context, scopes.Of(context, request.User), request);
    }

    public async Task<IResult> ClearAsync(HttpContext context) =>
        await SetAsync(context, await scopes.OfAsync(context), new SetRetentionRequest());

    public async Task<IResult> GetTenantAsync(HttpContext context)
    {
        var caller = Caller.ActingInTenant(context);
        await CheckNamesNobodyAsync(context);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Read,
            ScopeOf(caller),
            repeatable: true,
            (ITenantRetentionGrain grain, CancellationToken token) => grain.GetAsync(caller.Tenant, token),
            context.RequestAborted));
    }

    public async Task<IResult> SetTenantAsync(HttpContext context)
    {
        var caller = Caller.Operating(context);
        CheckQuery(context);
        var request = RetentionBody.OfTenant(await RequestBody.ReadAsync(context, _bodyBytesMax));
        return await SetTenantAsync(context, caller, request);
    }

    public async Task<IResult> ClearTenantAsync(HttpContext context)
    {
        var caller = Caller.Operating(context);
        await CheckNamesNobodyAsync(context);
        return await SetTenantAsync(context, caller, new SetRetentionRequest());
    }

    private async Task<IResult> SetAsync(HttpContext context, MemoryScope scope, SetRetentionRequest request) =>
        Json(await memory.CallAsync(
            GatewayTelemetry.Update,
            scope,
            (grain, token) => grain.SetRetentionAsync(scope, request, token),
            context.RequestAborted));

    private async Task<IResult> SetTenantAsync(HttpContext context, Caller caller, SetRetentionRequest request) =>
        Json(await memory.CallAsync(
            GatewayTelemetry.Update,
            ScopeOf(caller),
            repeatable: true,
            (ITenantRetentionGrain grain, CancellationToken token) => grain.SetAsync(caller.Tenant, request, token),
            context.RequestAborted));

    /// <remarks>No user's name is empty, so the tenant's grain is nobody's memory.</remarks>
    private static MemoryScope ScopeOf(Caller caller) => new(caller.Tenant, string.Empty);

    /// <remarks>A client may set the header on every call; what names a user in this very call meant another
    /// one.</remarks>
    private async Task CheckNamesNobodyAsync(HttpContext context)
    {
        CheckQuery(context);
        if ((await RequestBody.ReadOptionalAsync(context, _bodyBytesMax)).Length > 0)
        {
            throw ApiError.Invalid(
                null, "This call takes no body: it is about the tenant's policy. A user's is at /v1/retention.");
        }
    }

    private static void CheckQuery(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("user"))
        {
            throw ApiError.Invalid(
                "user", "'user' has no place here: this is the tenant's policy. A user's is at /v1/retention.");
        }
    }

    private static IResult Json(RetentionResponse value) => Results.Json(value, AgentsJson.Options);
}
