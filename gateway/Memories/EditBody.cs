using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Memories;

/// <summary>Reads the body of <c>PATCH /v1/memories/{id}</c>.</summary>
internal static class EditBody
{
    public static EditRequest Read(ReadOnlyMemory<byte> body, GatewayLimits limits)
    {
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root<EditRequest>(document);
        var request = new EditRequest
        {
            User = fields.Text("user"),
            Content = fields.Text("content"),
            Pinned = fields.Boolean("pinned"),
            Held = fields.Boolean("held"),
            Expires = fields.Time("expires"),
            NeverExpires = fields.IsNull("expires"),
        };
        if (request.Content is not null)
        {
            TextRules.CheckText(request.Content, "content", limits.MessageBytesMax);
        }

        return request is { Content: null, Pinned: null, Held: null, Expires: null, NeverExpires: false }
            ? throw ApiError.Invalid("content", "Nothing to change; give 'content', 'pinned', 'held' or 'expires'.")
            : request;
    }
}
