using System.Text.Json;
using Agents.Gateway.Chat;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Llm;

/// <summary>Turns the messages of a chat request into those of <see cref="IChatClient"/>.</summary>
internal static class ChatMessageReader
{
    public static IReadOnlyList<ChatMessage> Read(ChatRequest request, IReadOnlyList<ChatTurn> turns)
    {
        List<ChatMessage> messages = new(turns.Count);
        foreach (var message in request.Find("messages")!.Value.EnumerateArray())
        {
            messages.Add(Read(message, turns[messages.Count]));
        }

        return messages;
    }

    private static ChatMessage Read(JsonElement message, ChatTurn turn)
    {
        var read = new ChatMessage(RoleOf(turn.Role), [.. Contents(message, turn)]) { AuthorName = turn.Name };
        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray().Where(call => call.ValueKind == JsonValueKind.Object))
            {
                read.Contents.Add(Call(call));
            }
        }

        return read;
    }

    private static ChatRole RoleOf(string role) => role switch
    {
        "developer" => ChatRole.System,
        "function" => ChatRole.Tool,
        _ => new ChatRole(role),
    };

    private static IEnumerable<AIContent> Contents(JsonElement message, ChatTurn turn)
    {
        if (turn.Role == "tool")
        {
            yield return new FunctionResultContent(TextOf(message, "tool_call_id"), turn.Text);
            yield break;
        }

        if (turn.Text.Length > 0)
        {
            yield return new TextContent(turn.Text);
        }

        if (message.TryGetProperty("content", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var url in parts.EnumerateArray().Select(ImageUrl).OfType<string>())
            {
                yield return ImageOf(url);
            }
        }
    }

    private static AIContent ImageOf(string url)
    {
        try
        {
            return url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
                ? new DataContent(url)
                : new UriContent(url, "image/*");
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw ApiError.Invalid(
                "messages", "An image_url is no image: send an http URL, or data:image/png;base64, and its bytes.");
        }
    }

    private static string? ImageUrl(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("image_url", out var image)
        && image.ValueKind == JsonValueKind.Object && image.TryGetProperty("url", out var url)
        && url.ValueKind == JsonValueKind.String
        && Uri.TryCreate(JsonFields.TextOf(url, "image_url"), UriKind.Absolute, out var address)
            ? address.OriginalString
            : null;

    private static FunctionCallContent Call(JsonElement call)
    {
        var function = call.TryGetProperty("function", out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : default;
        var name = function.ValueKind == JsonValueKind.Object ? TextOf(function, "name") : string.Empty;
        var arguments = function.ValueKind == JsonValueKind.Object ? TextOf(function, "arguments") : string.Empty;
        return new FunctionCallContent(TextOf(call, "id"), name, ArgumentsOf(arguments));
    }

    private static Dictionary<string, object?>? ArgumentsOf(string json)
    {
        try
        {
            return json.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(json);
        }
        catch (JsonException)
        {
            // A model wrote these arguments in an earlier turn; a broken one must not end the conversation.
            return null;
        }
    }

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonFields.TextOf(value, name) : string.Empty;
}
