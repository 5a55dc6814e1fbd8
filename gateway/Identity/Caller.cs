using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Identity;

/// <summary>Who calls: the tenant of the credential, and what the credential allows.</summary>
internal sealed record Caller(string Tenant, IReadOnlyList<string> Roles)
{
    /// <summary>The tenant of a gateway without keys.</summary>
    public const string LocalTenant = "local";

    private bool MaySpeakForUsers => Roles.Contains(ApiKeyRoles.App, StringComparer.Ordinal);

    private bool MayOperate => Roles.Contains(ApiKeyRoles.Operator, StringComparer.Ordinal);

    /// <summary>Returns the caller that identity found. Without one the request fails: identity fails closed.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>()
        ?? throw new InvalidOperationException("No caller is known: UseGateway() must stand before MapGateway().");

    /// <summary>Returns the caller, and refuses one whose key may not use memory or models.</summary>
    public static Caller SpeakingForUsers(HttpContext context)
    {
        var caller = Of(context);
        return caller.MaySpeakForUsers ? caller : throw new ApiException(ApiError.Of(
            ErrorCodes.Forbidden, "This key may not use memory or models; use one with the role app."));
    }

    /// <summary>Returns the caller, and refuses one whose key may not decide for the whole tenant.</summary>
    public static Caller Operating(HttpContext context)
    {
        var caller = Of(context);
        return caller.MayOperate ? caller : throw new ApiException(ApiError.Of(
            ErrorCodes.Forbidden, "This key may not decide for the whole tenant; use one with the role operator."));
    }

    /// <summary>Returns the caller, and refuses one whose key gives no right yet.</summary>
    public static Caller ActingInTenant(HttpContext context)
    {
        var caller = Of(context);
        return caller.MayOperate || caller.MaySpeakForUsers ? caller : throw new ApiException(ApiError.Of(
            ErrorCodes.Forbidden, "This key may not see the tenant's policy; use one with the role app or operator."));
    }
}
