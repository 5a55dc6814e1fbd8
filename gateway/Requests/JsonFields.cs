using System.Text.Json;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>
/// Reads the fields of a JSON object. A wrong field is refused by its path, the limit and the remedy. An unknown one is
/// refused where the body is all ours, and else ignored.
/// </summary>
internal readonly struct JsonFields
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly JsonElement _object;
    private readonly string _path;

    private JsonFields(JsonElement element, string path)
    {
        _object = element;
        _path = path;
    }

    /// <summary>
    /// Parses a body. Two fields of one name are refused: which of two users was meant is not ours to guess.
    /// </summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Strict);

    /// <summary>Returns the fields of a body's object.</summary>
    public static JsonFields Root(JsonDocument document) => Root(document.RootElement);

    /// <summary>Returns the fields of a body's object that has the fields of a contract's record and no
    /// others.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="document">The body.</param>
    /// <param name="remedy">What to do with a field that is none.</param>
    public static JsonFields Root<T>(JsonDocument document, string remedy = "leave it out")
    {
        var fields = Root(document.RootElement);
        KnownFields.Check<T>(document.RootElement, remedy);
        return fields;
    }

    /// <summary>Returns the fields of a body's object.</summary>
    public static JsonFields Root(JsonElement root) => Of(root, string.Empty, "The body");

    /// <summary>Returns the fields of an element of a list.</summary>
    public static JsonFields Element(JsonElement element, string path) => Of(element, path + ".", $"'{path}'");

    /// <summary>Returns the full name of a field, as errors show it.</summary>
    public string PathOf(string name) => _path + name;

    /// <summary>Returns a text as it stands, or null where it is absent or null.</summary>
    public string? Text(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong(name, "a string", value);
        }

        return TextOf(value, PathOf(name));
    }

    /// <summary>Returns a text that must be there.</summary>
    public string RequiredText(string name) => Text(name)
        ?? throw ApiError.Invalid(PathOf(name), $"'{PathOf(name)}' is missing; give a string.");

    /// <summary>Returns a whole number within its limits, or null.</summary>
    public int? Integer(string name, int least, int most) => (int?)Long(name, least, most);

    /// <summary>Returns a whole number within its limits, or null.</summary>
    public long? Long(string name, long least, long most)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number < least
            || number > most)
        {
            throw Wrong(name, $"a whole number from {least} to {most}", value);
        }

        return number;
    }

    /// <summary>Returns true, false or null.</summary>
    public bool? Boolean(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(name, "true or false", value);
    }

    /// <summary>Returns a time of RFC 3339 with an offset, or null.</summary>
    public DateTimeOffset? Time(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        return TimeRules.Read(text, PathOf(name));
    }

    /// <summary>Tells whether a field is given as null, which is not the same as left out.</summary>
    public bool IsNull(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Returns the elements of a list, or null.</summary>
    public IReadOnlyList<JsonElement>? List(string name, int countMax)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(name, "a list", value);
        }

        var count = value.GetArrayLength();
        if (count > countMax)
        {
            throw ApiError.Invalid(
                PathOf(name), $"'{PathOf(name)}' has {count} entries; at most {countMax} are allowed.");
        }

        return [.. value.EnumerateArray()];
    }

    /// <summary>Returns an object of texts, or null.</summary>
    public Dictionary<string, string>? Labels(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, "an object of strings", value);
        }

        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (var pair in value.EnumerateObject())
        {
            var path = PathOf(name) + "." + pair.Name;
            labels[pair.Name] = pair.Value.ValueKind == JsonValueKind.String
                ? TextOf(pair.Value, path)
                : throw ApiError.Invalid(path, $"'{path}' must be a string.");
        }

        return labels;
    }

    /// <summary>Returns the text of a string element; half a surrogate pair is refused.</summary>
    public static string TextOf(JsonElement value, string path)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw ApiError.Invalid(path, $"'{path}' has half a surrogate pair; send whole characters.");
        }
    }

    private static JsonFields Of(JsonElement element, string path, string what) =>
        element.ValueKind == JsonValueKind.Object
            ? new JsonFields(element, path)
            : throw ApiError.Invalid(
                path.TrimEnd('.') is { Length: > 0 } field ? field : null, $"{what} must be a JSON object.");

    private bool TryGet(string name, out JsonElement value) =>
        _object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private ApiException Wrong(string name, string wanted, JsonElement value)
    {
        var given = value.ValueKind == JsonValueKind.Number && value.GetRawText() is { Length: <= 40 } number
            ? number
            : value.ValueKind.ToString().ToLowerInvariant();
        return ApiError.Invalid(PathOf(name), $"'{PathOf(name)}' must be {wanted}, not {given}.");
    }
}
