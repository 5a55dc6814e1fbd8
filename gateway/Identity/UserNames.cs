using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Identity;

/// <summary>Finds the user that a request speaks for. Two names that disagree are refused, never ranked.</summary>
internal sealed class UserNames(IOptions<GatewayOptions> options)
{
    /// <summary>Returns the user of a memory request.</summary>
    /// <exception cref="ApiException"><c>user_required</c>, <c>user_conflict</c>, or a name that is not
    /// allowed.</exception>
    public string Require(HttpContext context, string? bodyUser)
    {
        QueryRules.CheckUtf8(context.Request.QueryString);
        UserName found = default;
        Signed(context, ref found);
        Header(context, ref found);
        foreach (var value in context.Request.Query["user"])
        {
            found = found.And("user", value ?? string.Empty);
        }

        if (bodyUser is not null)
        {
            found = found.And("user", bodyUser);
        }

        return found.Value ?? throw new ApiException(ApiError.Of(
            ErrorCodes.UserRequired,
            $"No user is named; give 'user' in the body or query, or the header {AgentsHeaders.User}.",
            "user"));
    }

    /// <summary>Returns the user of a chat request, or null where it has no memory.</summary>
    /// <exception cref="ApiException"><c>user_conflict</c>, or a name that is not allowed.</exception>
    public string? Find(HttpContext context, string? metadataUser, string? safetyIdentifier, string? user)
    {
        UserName found = default;
        Signed(context, ref found);
        Header(context, ref found);
        if (!string.IsNullOrEmpty(metadataUser))
        {
            found = found.And("metadata.user_id", metadataUser);
        }

        if (found.Value is null && !string.IsNullOrEmpty(safetyIdentifier))
        {
            found = found.And("safety_identifier", safetyIdentifier);
        }

        if (found.Value is null && !string.IsNullOrEmpty(user))
        {
            found = found.And("user", user);
        }

        return found.Value ?? options.Value.DefaultUser;
    }

    private static void Header(HttpContext context, ref UserName found)
    {
        foreach (var value in context.Request.Headers[AgentsHeaders.User])
        {
            found = found.And(AgentsHeaders.User, value ?? string.Empty);
        }
    }

    private void Signed(HttpContext context, ref UserName found)
    {
        if (context.User.Identity is { IsAuthenticated: true }
            && context.User.FindFirst(options.Value.UserClaim) is { } claim)
        {
            found = found.And(options.Value.UserClaim, claim.Value);
        }
    }

    private readonly record struct UserName(string? Field, string? Value)
    {
        public UserName And(string field, string value)
        {
            TextRules.CheckUser(value, field);
            return Value is null || Value == value ? new UserName(Field ?? field, value) : throw Conflict(field);
        }

        private ApiException Conflict(string field) => new(ApiError.Of(
            ErrorCodes.UserConflict,
            Field == field
                ? $"'{field}' is given twice with different users; give one."
                : $"'{Field}' and '{field}' name different users; give one, or the same in both.",
            field));
    }
}
