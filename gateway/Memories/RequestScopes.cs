using Agents.Contracts;
using Agents.Gateway.Identity;
using Agents.Gateway.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Memories;

/// <summary>Says whose memory a request is about.</summary>
internal sealed class RequestScopes(UserNames users, IOptions<GatewayOptions> options)
{
    private readonly int _bodyBytesMax = options.Value.Limits.BodyBytesMax;

    /// <summary>Gives the scope of a request whose body was read and names a user, or none.</summary>
    public MemoryScope Of(HttpContext context, string? bodyUser)
    {
        var caller = Caller.SpeakingForUsers(context);
        return new MemoryScope(caller.Tenant, users.Require(context, bodyUser));
    }

    /// <summary>Gives the scope of a request whose body holds nothing but the user, or is absent.</summary>
    public async ValueTask<MemoryScope> OfAsync(HttpContext context)
    {
        _ = Caller.SpeakingForUsers(context);
        return Of(context, await BodyUserAsync(context));
    }

    private async ValueTask<string?> BodyUserAsync(HttpContext context)
    {
        var body = await RequestBody.ReadOptionalAsync(context, _bodyBytesMax);
        if (body.Length == 0)
        {
            return null;
        }

        using var document = JsonFields.Parse(body);
        return JsonFields.Root<UserBody>(document, "leave it out, or give it in the query").Text("user");
    }
}
