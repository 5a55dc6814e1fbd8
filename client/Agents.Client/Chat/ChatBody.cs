using System.Text.Json.Nodes;
using Agents.Client.Http;
using Agents.Contracts;

namespace Agents.Client.Chat;

/// <summary>Builds the HTTP request of a chat.</summary>
internal static class ChatBody
{
    private const string Path = "v1/chat/completions";

    public static Func<HttpRequestMessage> Prepare(Transport transport, ChatRequest chat, string? user)
    {
        var body = new JsonObject
        {
            ["model"] = chat.Model,
            ["stream"] = true,
            ["messages"] = new JsonArray([.. chat.Messages.Select(message =>
                (JsonNode)new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
        };

        // A header carries ASCII only; any other name travels in the body, which the server reads just as well.
        var inHeader = user is not null && user.All(c => c is > ' ' and <= '~');
        if (user is not null && !inHeader)
        {
            body["metadata"] = new JsonObject { ["user_id"] = user };
        }

        var bytes = Transport.Serialize(body);
        return () =>
        {
            var request = transport.Create(HttpMethod.Post, Path, bytes);
            Set(request, AgentsHeaders.User, inHeader ? user : null);
            Set(request, AgentsHeaders.Conversation, chat.Conversation);
            Set(
                request,
                AgentsHeaders.Memory,
                chat.Memory == MemoryMode.On ? null : chat.Memory.ToString().ToLowerInvariant());
            return request;
        };
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null && !request.Headers.TryAddWithoutValidation(name, value))
        {
            throw new ArgumentException($"{name}: '{value}' cannot stand in a header.");
        }
    }
}
