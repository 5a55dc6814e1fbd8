using Agents.Gateway.OpenApi;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Requests;

/// <summary>Refuses a name in the query string that a call does not take: <c>?conversaton=trip</c> on an erasure would
/// otherwise erase the whole user.</summary>
/// <remarks>The names are those that the endpoint is described with, so that what is taken is documented.</remarks>
internal sealed class KnownParameters : IEndpointFilter
{
    private const string User = "user";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var query = context.HttpContext.Request.Query;
        if (query.Count > 0)
        {
            Check(query.Keys, context.HttpContext.GetEndpoint());
        }

        return next(context);
    }

    private static void Check(IEnumerable<string> given, Endpoint? endpoint)
    {
        string[] known =
        [
            .. (endpoint?.Metadata.GetOrderedMetadata<ParameterMetadata>() ?? [])
                .Where(parameter => parameter.In == "query").Select(parameter => parameter.Name)
                .Append(User).Distinct(),
        ];
        foreach (var name in given)
        {
            if (!known.Contains(name))
            {
                throw UnknownName.Of(name, "parameter", known, $"it takes {string.Join(", ", known)}.");
            }
        }
    }
}
