using Agents.Gateway.Identity;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Keeps endpoints for those who run the service.</summary>
public static class OperatorEndpointExtensions
{
    /// <summary>
    /// Admits keys with the role operator only, as a bearer token or as the password of basic authentication, which a
    /// browser asks for by itself. A gateway without keys serves loopback alone and admits whoever is there.
    /// </summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(OperatorOnly.Instance);
}
