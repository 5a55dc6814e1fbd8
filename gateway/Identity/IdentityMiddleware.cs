using System.Net;
using System.Text;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Identity;

/// <summary>
/// Finds the tenant of every request under <c>/v1</c>, and keeps foreign sites out of a gateway without keys.
/// </summary>
/// <remarks>
/// Without keys the loopback interface is the credential. A web page that resolves its own name to 127.0.0.1 would
/// borrow it, so
/// the <c>Host</c> must be a loopback name on every path.
/// </remarks>
internal sealed class IdentityMiddleware(RequestDelegate next, KeyStore keys, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private static readonly Caller Local = new(Caller.LocalTenant, ApiKeyRoles.All);

    public Task InvokeAsync(HttpContext context)
    {
        var error = keys.Current is { } table ? Authenticate(context, table) : CheckLoopback(context);
        if (error is null)
        {
            return next(context);
        }

        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = IsForOperators(context) ? "Basic realm=\"Agents\"" : "Bearer";
        }

        return ErrorWriter.WriteAsync(context, error, context.RequestAborted);
    }

    private static ApiError? CheckLoopback(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        if (remote is not null && !IPAddress.IsLoopback(remote))
        {
            return ApiError.Of(
                ErrorCodes.HostNotAllowed,
                    "Without a key file only this machine may call; start the silo with --keys FILE.");
        }

        if (context.Request.Host.Host.ToUpperInvariant() is not ("LOCALHOST" or "127.0.0.1" or "[::1]"))
        {
            return ApiError.Of(
                ErrorCodes.HostNotAllowed,
                "Without a key file the Host must be localhost, 127.0.0.1 or [::1]; start the silo with --keys FILE.",
                "Host");
        }

        context.Features.Set(Local);
        return null;
    }

    private ApiError? Authenticate(HttpContext context, KeyTable table)
    {
        var forOperators = IsForOperators(context);
        if (!forOperators && !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (KeyOf(context.Request.Headers.Authorization, forOperators) is not { } key)
        {
            return ApiError.Of(
                ErrorCodes.InvalidApiKey,
                context.Request.Headers.Authorization.Count == 0
                    ? "No key was given; send the header Authorization: Bearer KEY."
                    : "The header Authorization holds no key that is read here; send Authorization: Bearer KEY.",
                "Authorization");
        }

        var caller = table.Find(key, clock.GetUtcNow(), out var fault);
        if (caller is null)
        {
            return ApiError.Of(ErrorCodes.InvalidApiKey, fault!, "Authorization");
        }

        if (forOperators && !caller.Roles.Contains(ApiKeyRoles.Operator, StringComparer.Ordinal))
        {
            return ApiError.Of(
                ErrorCodes.Forbidden, "This key may not see operations; use one with the role operator.");
        }

        context.Features.Set(caller);
        return null;
    }

    private static bool IsForOperators(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OperatorOnly>() is not null;

    /// <remarks>
    /// Basic authentication is for browsers, which cannot be told to send a bearer token; its user name says nothing.
    /// </remarks>
    private static string? KeyOf(string? header, bool forOperators)
    {
        if (header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
        {
            return header[Bearer.Length..].Trim();
        }

        if (!forOperators || header?.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        var encoded = header[Basic.Length..].Trim();
        var decoded = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, decoded, out var length)
            ? Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2)[^1]
            : null;
    }
}
