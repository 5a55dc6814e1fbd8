using System.Text;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Chat;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Llm;

/// <summary>
/// A chat request in the terms of <see cref="IChatClient"/>. It is checked whole before anything is remembered.
/// </summary>
internal sealed class ChatClientRequest
{
    private const int OutputTokensMax = 1_000_000;

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required ChatOptions Options { get; init; }

    /// <summary>Gets the model as the client named it, or null.</summary>
    public string? Model { get; init; }

    public bool Streams { get; init; }

    public bool IncludesUsage { get; init; }

    /// <exception cref="ApiException">A field is not valid.</exception>
    public static ChatClientRequest Read(ChatRequest request, GatewayLimits limits)
    {
        var fields = JsonFields.Root(request.Root);
        var turns = request.ReadTurns();
        CheckTexts(turns, limits);
        fields.Integer("n", 1, 1);
        var streams = fields.Boolean("stream") ?? false;
        return new ChatClientRequest
        {
            Messages = ChatMessageReader.Read(request, turns),
            Options = OptionsOf(request, fields),
            Model = fields.Text("model"),
            Streams = streams,
            IncludesUsage = streams && request.Find("stream_options") is { ValueKind: JsonValueKind.Object } options
                && options.TryGetProperty("include_usage", out var usage) && usage.ValueKind == JsonValueKind.True,
        };
    }

    private static void CheckTexts(IReadOnlyList<ChatTurn> turns, GatewayLimits limits)
    {
        foreach (var turn in turns)
        {
            var field = $"messages[{turn.Index}].content";
            var bytes = Encoding.UTF8.GetByteCount(turn.Text);
            if (bytes > limits.MessageBytesMax)
            {
                throw ApiError.Invalid(
                    field, $"'{field}' has {bytes} bytes in UTF-8; at most {limits.MessageBytesMax} are allowed.");
            }
        }

        var question = turns.LastOrDefault(turn => turn.Role == MessageRoles.User);
        if (question is not null && string.IsNullOrWhiteSpace(question.Text))
        {
            var field = $"messages[{question.Index}].content";
            throw ApiError.Invalid(field, $"'{field}' is empty; give 1 to {limits.MessageBytesMax} bytes of text.");
        }
    }

    private static ChatOptions OptionsOf(ChatRequest request, JsonFields fields) => new()
    {
        ModelId = fields.Text("model"),
        Temperature = Number(request, "temperature"),
        TopP = Number(request, "top_p"),
        FrequencyPenalty = Number(request, "frequency_penalty"),
        PresencePenalty = Number(request, "presence_penalty"),
        MaxOutputTokens = fields.Integer("max_completion_tokens", 1, OutputTokensMax)
            ?? fields.Integer("max_tokens", 1, OutputTokensMax),
        Seed = request.Find("seed") is { ValueKind: JsonValueKind.Number } seed && seed.TryGetInt64(out var value)
            ? value
            : null,
        StopSequences = Stops(request),
        Tools = Tools(request),
        ToolMode = ToolMode(request),
        ResponseFormat = Format(request),
    };

    private static float? Number(ChatRequest request, string name) => request.Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => (float)number.GetDouble(),
        _ => throw ApiError.Invalid(name, $"'{name}' must be a number."),
    };

    private static List<string>? Stops(ChatRequest request) => request.Find("stop") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } stop => [JsonFields.TextOf(stop, "stop")],
        { ValueKind: JsonValueKind.Array } stops =>
            [.. stops.EnumerateArray().Where(stop => stop.ValueKind == JsonValueKind.String)
                .Select(stop => JsonFields.TextOf(stop, "stop"))],
        _ => throw ApiError.Invalid("stop", "'stop' must be a string or a list of strings."),
    };

    private static List<AITool>? Tools(ChatRequest request)
    {
        if (request.Find("tools") is not { } tools)
        {
            return null;
        }

        if (tools.ValueKind != JsonValueKind.Array)
        {
            throw ApiError.Invalid("tools", "'tools' must be a list.");
        }

        List<AITool> declarations = [];
        foreach (var tool in tools.EnumerateArray())
        {
            var path = $"tools[{declarations.Count}]";
            var function = tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var value)
                ? JsonFields.Element(value, $"{path}.function")
                : throw ApiError.Invalid(path, $"'{path}' must have the field function.");
            var schema = value.TryGetProperty("parameters", out var parameters) ? parameters.Clone() : default;
            declarations.Add(AIFunctionFactory.CreateDeclaration(
                function.RequiredText("name"), function.Text("description") ?? string.Empty, SchemaOf(schema), null));
        }

        return declarations;
    }

    private static JsonElement SchemaOf(JsonElement schema) => schema.ValueKind == JsonValueKind.Object
        ? schema
        : JsonElement.Parse("""{"type":"object","properties":{}}""");

    private static ChatToolMode? ToolMode(ChatRequest request) => request.Find("tool_choice") switch
    {
        { ValueKind: JsonValueKind.String } mode => JsonFields.TextOf(mode, "tool_choice") switch
        {
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            _ => ChatToolMode.Auto,
        },
        { ValueKind: JsonValueKind.Object } choice when choice.TryGetProperty("function", out var function)
            && function.ValueKind == JsonValueKind.Object && function.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String =>
            ChatToolMode.RequireSpecific(JsonFields.TextOf(name, "tool_choice")),
        _ => null,
    };

    private static ChatResponseFormatJson? Format(ChatRequest request)
    {
        if (request.Find("response_format") is not { ValueKind: JsonValueKind.Object } format
            || !format.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        if (type.ValueEquals("json_schema"u8) && format.TryGetProperty("json_schema", out var wrapped)
            && wrapped.ValueKind == JsonValueKind.Object && wrapped.TryGetProperty("schema", out var schema))
        {
            return ChatResponseFormat.ForJsonSchema(schema.Clone());
        }

        return type.ValueEquals("json_object"u8) ? ChatResponseFormat.Json : null;
    }
}
