using System.Text.Json;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>Looks at the names in a JSON text, and tells where one stands.</summary>
internal static class JsonNames
{
    /// <summary>Refuses half a surrogate pair in a name.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="ApiException">A name is not whole.</exception>
    public static void CheckWhole(ReadOnlySpan<byte> json, int depthMax)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depthMax });
        var path = new JsonPath();
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, ValueIsEscaped: true } && !IsWhole(ref reader))
            {
                var place = path.OfObject;
                throw ApiError.Invalid(
                    place,
                    $"{(place is null ? "The body" : $"'{place}'")} has a name with half a surrogate pair; "
                    + "send whole characters.");
            }

            path.Follow(ref reader);
        }
    }

    /// <summary>Returns the path of the first name that its object has already, or null.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static string? FindTwice(ReadOnlySpan<byte> json, int depthMax)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depthMax });
        var path = new JsonPath();
        Stack<HashSet<string>> names = new();
        while (reader.Read())
        {
            path.Follow(ref reader);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when !names.Peek().Add(reader.GetString()!):
                    return path.OfName;
            }
        }

        return null;
    }

    private static bool IsWhole(ref Utf8JsonReader name)
    {
        try
        {
            return name.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
