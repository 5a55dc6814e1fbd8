using System.Text.Json;

namespace Agents.Memory.Extraction.Model;

/// <summary>Reads an answer that is the JSON that was asked for: <c>{"claims": [...]}</c>, or the list
/// alone.</summary>
internal static class StrictJson
{
    private const int DepthMax = 8;

    /// <summary>Reads the statements; null where the text is anything else.</summary>
    public static List<ModelStatement>? Read(string text, int max)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DepthMax });
            return ListOf(document.RootElement) is { } list ? Statements(list, max) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or half of a character that was escaped.
            return null;
        }
    }

    private static JsonElement? ListOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root
        : root.ValueKind == JsonValueKind.Object && root.TryGetProperty("claims", out var claims)
            && claims.ValueKind == JsonValueKind.Array ? claims
        : null;

    private static List<ModelStatement>? Statements(JsonElement list, int max)
    {
        var statements = new List<ModelStatement>();
        foreach (var element in list.EnumerateArray().Take(max))
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            statements.Add(ModelStatement.Of(Fields(element)));
        }

        return statements;
    }

    private static Dictionary<string, string> Fields(JsonElement element)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String)
            {
                fields[property.Name] = property.Value.GetString()!;
            }
            else if (property.Value.ValueKind == JsonValueKind.Number)
            {
                fields[property.Name] = property.Value.GetRawText();
            }
        }

        return fields;
    }
}
