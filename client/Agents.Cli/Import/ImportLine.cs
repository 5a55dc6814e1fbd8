using System.Text.Json;
using System.Text.Json.Serialization;

namespace Agents.Cli.Import;

/// <summary>One line of the JSONL that import reads and export writes.</summary>
/// <remarks>An unknown field is a fault: a misspelt <c>time</c> would otherwise date a memory by the day of its
/// import.</remarks>
internal sealed record ImportLine
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Conversation { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Agent { get; init; }

    /// <summary>Gets the message's id; made from the conversation, the line's number and the text where null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    public string? Role { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Author { get; init; }

    public string? Content { get; init; }

    /// <summary>Gets the event time, RFC 3339 with an offset; the time of import where null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Time { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets false for what must never become evidence, such as an offline answer; import leaves it
    /// out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Evidence { get; init; }

    /// <summary>Gets the fields that are none of a message's.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}
