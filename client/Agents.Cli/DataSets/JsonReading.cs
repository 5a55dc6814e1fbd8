using System.Text;
using System.Text.Json;

namespace Agents.Cli.DataSets;

/// <summary>Reads a file of another program, with faults that say where they are.</summary>
internal static class JsonReading
{
    public static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new CliException($"{path}, line {e.LineNumber + 1}: {FaultOf(e, "JSON")}.", e);
        }
    }

    public static JsonDocument ParseLine(string line, string where)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new CliException($"{where}: {FaultOf(e, "JSON")}.", e);
        }
    }

    /// <summary>Says where a text stops to be what is expected, without the parser's own terms.</summary>
    public static string FaultOf(JsonException fault, string expected) => fault switch
    {
        { Path: { Length: > 2 } path, InnerException: not JsonException } =>
            $"the field '{path[2..]}' has a value of the wrong kind",
        { BytePositionInLine: { } position } when fault.InnerException is JsonException || fault.Path is null =>
            $"it is no valid JSON from byte {position + 1} on",
        _ => $"it is not {expected}",
    };

    /// <summary>Reads lines of strict UTF-8; a stray byte would otherwise become another text in silence.</summary>
    public static StreamReader OpenText(string path) =>
        new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    public static JsonElement Required(this JsonElement element, string name, JsonValueKind kind, string where) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == kind
            ? value
            : throw new CliException($"{where}: '{name}' is missing or no {kind.ToString().ToLowerInvariant()}.");

    public static string RequiredText(this JsonElement element, string name, string where) =>
        element.Required(name, JsonValueKind.String, where).GetString()!;

    public static int RequiredInt(this JsonElement element, string name, string where) =>
        element.Required(name, JsonValueKind.Number, where).TryGetInt32(out var value)
            ? value
            : throw new CliException($"{where}: '{name}' is no whole number.");

    public static string? OptionalText(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
