using System.Text.Json;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Memories;

/// <summary>Reads the fields that several memory requests share.</summary>
internal static class MemoryFields
{
    /// <summary>The most kinds of one filter.</summary>
    public const int KindsMax = 16;

    private const int AgentBytesMax = 256;

    /// <summary>Returns the member of an enumeration by its name on the wire.</summary>
    public static T Name<T>(string text, string field)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (WireName(value) == text)
            {
                return value;
            }
        }

        var known = string.Join(", ", Enum.GetValues<T>().Select(WireName));
        throw ApiError.Invalid(field, $"'{field}' must be one of {known}, not '{Shorten(text)}'.");
    }

    /// <summary>Returns a checked id, or null.</summary>
    public static string? OptionalId(JsonFields fields, string name)
    {
        var id = fields.Text(name);
        if (id is not null)
        {
            TextRules.CheckId(id, fields.PathOf(name));
        }

        return id;
    }

    /// <summary>Returns a checked agent's name, or null.</summary>
    public static string? Agent(string? agent)
    {
        if (agent is not null)
        {
            TextRules.CheckIdentity(agent, "agent", AgentBytesMax);
        }

        return agent;
    }

    /// <summary>Shortens a caller's text for an error message.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static string WireName<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
