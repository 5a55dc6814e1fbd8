using System.Text.Json;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>Parses a body, and says in a caller's words what is wrong with one that is not JSON.</summary>
internal static class JsonBody
{
    /// <summary>Parses a body.</summary>
    /// <exception cref="ApiException">It is empty, ends too early, or is not JSON; a name is no whole text, or comes
    /// twice where the options do not allow that.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, JsonDocumentOptions options)
    {
        try
        {
            // Only an escape can be half a surrogate pair, since the body is UTF-8. Looking up a field next to such a
            // name would fail.
            if (body.Span.IndexOf("\\u"u8) >= 0)
            {
                JsonNames.CheckWhole(body.Span, options.MaxDepth);
            }

            return JsonDocument.Parse(body, options);
        }
        catch (JsonException exception)
        {
            throw Describe(body.Span, exception, options.MaxDepth);
        }
    }

    private static ApiException Describe(ReadOnlySpan<byte> body, JsonException exception, int depthMax)
    {
        if (body.Trim(" \t\r\n"u8).IsEmpty)
        {
            return ApiError.Invalid(null, "The body is empty; send a JSON object.");
        }

        if (exception.LineNumber is not { } line || exception.BytePositionInLine is not { } position)
        {
            var field = JsonNames.FindTwice(body, depthMax);
            return ApiError.Invalid(field, $"'{field}' is given twice; give it once.");
        }

        var place = $"line {line + 1}, byte {position + 1}";
        if (EndsTooEarly(body, depthMax))
        {
            return ApiError.Invalid(null, $"The body ends too early, at {place}; send all of it.");
        }

        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? exception.Message : exception.Message[..end];
        return ApiError.Invalid(null, $"The body is not valid JSON at {place}: {reason}");
    }

    private static bool EndsTooEarly(ReadOnlySpan<byte> body, int depthMax)
    {
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = depthMax });
        var reader = new Utf8JsonReader(body, isFinalBlock: false, state);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
