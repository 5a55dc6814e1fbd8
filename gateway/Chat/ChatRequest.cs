using System.Runtime.InteropServices;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Chat;

/// <summary>
/// A chat request that is read in place: what the gateway does not change stays as the client sent it, byte for byte.
/// </summary>
internal sealed class ChatRequest : IDisposable
{
    private const string LegacyFunctionRole = "function";

    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 256 };

    private readonly JsonDocument _document;

    private ChatRequest(byte[] body, JsonDocument document)
    {
        Body = body;
        _document = document;
    }

    /// <summary>Gets the body as the client sent it.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Gets the model, or null where none is named.</summary>
    public string? Model => Find("model") is { ValueKind: JsonValueKind.String } model ? Text(model, "model") : null;

    /// <summary>Gets the field <c>user</c>, or null.</summary>
    public string? User => IdentityText("user", Find("user"));

    /// <summary>Gets the field <c>safety_identifier</c>, or null.</summary>
    public string? SafetyIdentifier => IdentityText("safety_identifier", Find("safety_identifier"));

    /// <summary>Gets the field <c>metadata.user_id</c>, or null.</summary>
    public string? MetadataUser =>
        Find("metadata") is { ValueKind: JsonValueKind.Object } metadata
            && metadata.TryGetProperty("user_id", out var user)
            ? IdentityText("metadata.user_id", user)
            : null;

    /// <summary>
    /// Reads a body. Fields that the gateway does not know, and fields that come twice, are left to the model.
    /// </summary>
    /// <exception cref="ApiException">The body is not a JSON object.</exception>
    public static ChatRequest Read(byte[] body)
    {
        var document = JsonBody.Parse(body, Lenient);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return new ChatRequest(body, document);
        }

        document.Dispose();
        throw ApiError.Invalid(null, "The body must be a JSON object.");
    }

    /// <summary>Returns a field, or null where it is absent or null.</summary>
    public JsonElement? Find(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Returns where a value stands in the body.</summary>
    public (int Offset, int Length) SpanOf(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        Body.Span.Overlaps(raw, out var offset);
        return (offset, raw.Length);
    }

    /// <summary>Reads the messages.</summary>
    /// <exception cref="ApiException">There are none, a role is unknown, or a text is not whole.</exception>
    public IReadOnlyList<ChatTurn> ReadTurns()
    {
        if (Find("messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            throw ApiError.Invalid("messages", "'messages' must be a list of at least one message.");
        }

        List<ChatTurn> turns = new(messages.GetArrayLength());
        foreach (var message in messages.EnumerateArray())
        {
            turns.Add(ReadTurn(message, turns.Count));
        }

        return turns;
    }

    public void Dispose() => _document.Dispose();

    private static string? IdentityText(string field, JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => Text(text, field),
        _ => throw ApiError.Invalid(field, $"'{field}' must be a string."),
    };

    private static string Text(JsonElement value, string path) => JsonFields.TextOf(value, path);

    private static string TextOfContent(JsonElement message, string path)
    {
        if (!message.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            return string.Empty;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            return Text(content, path);
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            throw ApiError.Invalid(path, $"'{path}' must be a string or a list of parts.");
        }

        var parts = content.EnumerateArray().Where(IsTextPart).Select(part => Text(part.GetProperty("text"), path));
        return string.Join('\n', parts);
    }

    private static bool IsTextPart(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            && type.ValueEquals("text"u8)
        && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String;

    private ChatTurn ReadTurn(JsonElement message, int index)
    {
        var path = $"messages[{index}]";
        var fields = JsonFields.Element(message, path);
        var role = fields.RequiredText("role");
        if (!MessageRoles.All.Contains(role, StringComparer.Ordinal) && role != LegacyFunctionRole)
        {
            var known = string.Join(", ", MessageRoles.All);
            throw ApiError.Invalid($"{path}.role", $"'{path}.role' must be one of {known}.");
        }

        var name = message.TryGetProperty("name", out var value) && value.ValueKind == JsonValueKind.String
            ? Text(value, $"{path}.name")
            : null;
        return new ChatTurn(index, role, name, TextOfContent(message, $"{path}.content"), SpanOf(message).Offset);
    }
}
