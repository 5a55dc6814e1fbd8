using Agents.Contracts;
using Agents.Gateway.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.OpenApi;

/// <summary>Describes endpoints for the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    private const string UserDescription =
        "The user; in the query, in a JSON body as user, or in the header X-Agents-User.";

    public static RouteHandlerBuilder WithParameter(this RouteHandlerBuilder builder, ParameterMetadata parameter) =>
        builder.WithMetadata(parameter);

    public static RouteHandlerBuilder TakesUser(this RouteHandlerBuilder builder) =>
        builder.WithParameter(new("user", "query", UserDescription)).TakesUserHeader();

    public static RouteHandlerBuilder TakesUserHeader(this RouteHandlerBuilder builder) =>
        builder.WithParameter(new(AgentsHeaders.User, "header", "The user, in UTF-8."));

    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder builder)
        where T : notnull => builder.Accepts<T>("application/json").Fails(413, 415);

    /// <summary>Adds the errors that every route has.</summary>
    public static RouteGroupBuilder ProducesErrors(this RouteGroupBuilder group) =>
        group.Fails(400, 401, 403, 500, 503);

    /// <summary>Refuses what is in a query string and is not described here.</summary>
    public static RouteGroupBuilder TakesNoOtherParameter(this RouteGroupBuilder group) =>
        group.AddEndpointFilter<RouteGroupBuilder, KnownParameters>();

    /// <summary>Adds errors with their statuses.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata([.. statuses.Select(object (status) => Error(status))]);

    private static ProducesResponseTypeMetadata Error(int status) =>
        new(status, typeof(ErrorResponse), ["application/json"]);
}
