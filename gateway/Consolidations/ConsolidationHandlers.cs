using Agents.Contracts;
using Agents.Gateway.Identity;
using Agents.Gateway.Memories;
using Agents.Gateway.Requests;
using Agents.Gateway.Telemetry;
using Agents.Grains.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Consolidations;

/// <summary>Answers the endpoints of consolidation.</summary>
internal sealed class ConsolidationHandlers(
    MemoryCalls memory, RequestScopes scopes, IOptions<GatewayOptions> options)
{
    public async Task<IResult> StartAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        var request = Read(await RequestBody.ReadAsync(context, options.Value.Limits.BodyBytesMax));
        var scope = scopes.Of(context, request.User);
        var run = await memory.CallAsync(
            GatewayTelemetry.Upsert,
            scope,
            repeatable: request.DryRun,
            (IConsolidationGrain grain, CancellationToken token) => grain.StartAsync(scope, request, token),
            context.RequestAborted);
        return Json(run, run.State == ConsolidationState.Running ? 202 : 200);
    }

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var limit = ListQuery.Limit(context.Request.Query, MemoryLimits.ConsolidationsListedMax)
            ?? MemoryLimits.ConsolidationsListedDefault;
        var scope = await scopes.OfAsync(context);
        return Json(await memory.CallAsync(
            GatewayTelemetry.Read,
            scope,
            repeatable: true,
            (IConsolidationGrain grain, CancellationToken token) => grain.ListAsync(scope, limit, token),
            context.RequestAborted));
    }

    public Task<IResult> GetAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Read, (grain, scope, token) => grain.GetAsync(scope, id, token));

    public Task<IResult> CancelAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Update, (grain, scope, token) => grain.CancelAsync(scope, id, token));

    public Task<IResult> UndoAsync(HttpContext context, string id) =>
        OfOneAsync(
            context, id, GatewayTelemetry.Update, (grain, scope, token) => grain.UndoAsync(scope, id, token));

    private async Task<IResult> OfOneAsync(
        HttpContext context,
        string id,
        string operation,
        Func<IConsolidationGrain, MemoryScope, CancellationToken, Task<MemoryResult<ConsolidationRun>>> call)
    {
        TextRules.CheckId(id, "id");
        var scope = await scopes.OfAsync(context);
        return Json(await memory.CallAsync(
            operation,
            scope,
            repeatable: true,
            (IConsolidationGrain grain, CancellationToken token) => call(grain, scope, token),
            context.RequestAborted));
    }

    private static StartConsolidationRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root<StartConsolidationRequest>(document);
        return new StartConsolidationRequest
        {
            User = fields.Text("user"),
            DryRun = fields.Boolean("dry_run") ?? false,
            Limit = fields.Integer("limit", 1, MemoryLimits.ConsolidationTextsMax),
        };
    }

    private static IResult Json<T>(T value, int status = 200) =>
        Results.Json(value, AgentsJson.Options, statusCode: status);
}
