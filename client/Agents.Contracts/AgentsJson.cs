using System.Text.Json;
using System.Text.Json.Serialization;

namespace Agents.Contracts;

/// <summary>The JSON of the wire: snake_case names and enumerations, nulls written.</summary>
public static class AgentsJson
{
    /// <summary>Gets the one set of options that client and server share. It cannot be changed.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Applies the wire's rules to options that a framework owns.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 64;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
