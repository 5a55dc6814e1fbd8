using Agents.Gateway.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Agents.Gateway.Memories;

/// <summary>
/// Keeps the name of a question out of the routes of one memory, so that a wrong method is answered with those that the
/// question has.
/// </summary>
internal sealed class MemoryIdConstraint : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    /// <summary>The name in a route.</summary>
    public const string Name = "memory";

    public bool Match(
        HttpContext? httpContext,
        IRouter? route,
        string routeKey,
        RouteValueDictionary values,
        RouteDirection routeDirection) => values[routeKey] is string id && MatchesLiteral(routeKey, id);

    public bool MatchesLiteral(string parameterName, string literal) => !TextRules.IsReservedId(literal);
}
