using System.Text.Json;
using System.Text.Json.Nodes;
using Agents.Contracts;

namespace Agents.Client.Memories;

/// <summary>Writes the body of an edit. What stays is left out, since a null expiry takes the expiry away.</summary>
internal static class EditBody
{
    public static JsonObject Of(EditRequest request)
    {
        var body = JsonSerializer.SerializeToNode(request, AgentsJson.Options)!.AsObject();
        if (request is { NeverExpires: true, Expires: null })
        {
            body["expires"] = null;
        }

        return body;
    }
}
