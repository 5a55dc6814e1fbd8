using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Identity;
using Agents.Gateway.Requests;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Memories;

/// <summary>
/// Answers the memory endpoints. Each reads everything it needs and refuses what is wrong before it calls the grain.
/// </summary>
internal sealed class MemoryHandlers(
    MemoryCalls memory, RequestScopes scopes, IOptions<GatewayOptions> options)
{
    private readonly GatewayLimits _limits = options.Value.Limits;

    public async Task<IResult> AddAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        var body = await BodyAsync(context);
        string? key = context.Request.Headers[AgentsHeaders.IdempotencyKey];
        var (user, request) = AddBody.Read(body, key, _limits);
        var scope = scopes.Of(context, user);
        var receipt = await memory.CallAsync(
            GatewayTelemetry.Create,
            scope,
            (grain, token) => grain.AppendAsync(scope, request, token),
            context.RequestAborted);
        return Json(new AddMemoriesResponse(receipt.Episodes), receipt.Repeated ? 200 : 201);
    }

    public async Task<IResult> SearchAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        var request = SearchBodies.Search(await BodyAsync(context), _limits);
        var scope = scopes.Of(context, request.User);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Search,
            scope,
            (grain, token) => grain.SearchAsync(scope, request, token),
            context.RequestAborted));
    }

    public async Task<IResult> RecallAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        var request = SearchBodies.Recall(await BodyAsync(context), _limits);
        var scope = scopes.Of(context, request.User);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Search,
            scope,
            (grain, token) => grain.RecallAsync(scope, request, new RecallExclusions(), token),
            context.RequestAborted));
    }

    public async Task<IResult> ExplainAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        var request = SearchBodies.Explain(await BodyAsync(context), _limits);
        var scope = scopes.Of(context, request.User);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Search,
            scope,
            (grain, token) => grain.ExplainAsync(scope, request, token),
            context.RequestAborted));
    }

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var request = ListQuery.Read(context.Request.Query, _limits);
        var scope = await ScopeOfAsync(context);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Search,
            scope,
            (grain, token) => grain.ListAsync(scope, request, token),
            context.RequestAborted));
    }

    public async Task<IResult> StatsAsync(HttpContext context)
    {
        var scope = await ScopeOfAsync(context);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Read,
            scope,
            (grain, token) => grain.StatsAsync(scope, token),
            context.RequestAborted));
    }

    public Task<IResult> GetAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Read, (grain, scope, token) => grain.GetAsync(scope, id, token));

    public Task<IResult> HistoryAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Read, (grain, scope, token) => grain.HistoryAsync(scope, id, token));

    public Task<IResult> SourcesAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Read, (grain, scope, token) => grain.SourcesAsync(scope, id, token));

    public Task<IResult> RecalledAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Read, (grain, scope, token) => grain.RecalledAsync(scope, id, token));

    public Task<IResult> RestoreAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Update, (grain, scope, token) => grain.RestoreAsync(scope, id, token));

    public async Task<IResult> EditAsync(HttpContext context, string id)
    {
        TextRules.CheckId(id, "id");
        _ = Caller.SpeakingForUsers(context);
        var request = EditBody.Read(await BodyAsync(context), _limits);
        var scope = scopes.Of(context, request.User);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Update,
            scope,
            (grain, token) => grain.EditAsync(scope, id, request, token),
            context.RequestAborted,
            id));
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string id)
    {
        if (!ListQuery.Flag(context.Request.Query, "erase"))
        {
            return await OfOneAsync(
                context, id, GatewayTelemetry.Delete, (grain, scope, token) => grain.ForgetAsync(scope, id, token));
        }

        TextRules.CheckId(id, "id");
        var scope = await ScopeOfAsync(context);
        return Json(await memory.CallOnceAsync(
            GatewayTelemetry.Delete,
            scope,
            (grain, token) => grain.EraseAsync(scope, id, token),
            context.RequestAborted,
            id));
    }

    public async Task<IResult> DeleteAllAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith('/'))
        {
            // What is left of an address whose id was empty or resolved away: one memory was meant, and not all.
            throw new ApiException(ApiError.Of(
                ErrorCodes.NotFound,
                $"There is no memory without an id at {context.Request.Path}; give its id, "
                + "or leave out the last slash to erase all."));
        }

        var conversation = ListQuery.Id(context.Request.Query, "conversation");
        var confirmed = ListQuery.Flag(context.Request.Query, "erase");
        _ = Caller.SpeakingForUsers(context);
        if (context.Request.Query["user"].Count == 0)
        {
            // The header alone is not enough here: a client that sets it on every call must not erase a user by one
            // slip.
            throw new ApiException(ApiError.Of(
                ErrorCodes.UserRequired, "'user' is required in the query: this erases the user's memories for good.",
                    "user"));
        }

        var scope = await scopes.OfAsync(context);
        if (!confirmed)
        {
            throw ApiError.Invalid("erase", "This erases for good and cannot be undone; repeat it with erase=true.");
        }

        return Json(await memory.CallOnceAsync(
            conversation is null ? GatewayTelemetry.DeleteStore : GatewayTelemetry.Delete,
            scope,
            (grain, token) => grain.EraseAllAsync(scope, conversation, token),
            context.RequestAborted));
    }

    private static IResult Json<T>(T value, int status = 200) =>
        Results.Json(value, AgentsJson.Options, statusCode: status);

    private async Task<IResult> OfOneAsync<T>(
        HttpContext context,
        string id,
        string operation,
        Func<IUserMemoryGrain, MemoryScope, CancellationToken, Task<MemoryResult<T>>> call)
        where T : class
    {
        TextRules.CheckId(id, "id");
        var scope = await ScopeOfAsync(context);
        return Json(await memory.CallAsync(
            operation, scope, (grain, token) => call(grain, scope, token), context.RequestAborted, id));
    }

    private ValueTask<MemoryScope> ScopeOfAsync(HttpContext context) => scopes.OfAsync(context);

    private ValueTask<byte[]> BodyAsync(HttpContext context) => RequestBody.ReadAsync(context, _limits.BodyBytesMax);
}
