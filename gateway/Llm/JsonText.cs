using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Agents.Gateway.Llm;

/// <summary>
/// Reads JSON strings that a model cut anywhere, even between the two halves of an escaped surrogate pair.
/// </summary>
internal static class JsonText
{
    private const int EscapeChars = 4;

    /// <summary>Appends a string's code units. Halves of a pair meet again when the next chunk is appended.</summary>
    public static void Append(JsonElement value, StringBuilder text)
    {
        try
        {
            text.Append(value.GetString());
        }
        catch (InvalidOperationException)
        {
            AppendHalves(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)[1..^1]), text);
        }
    }

    private static void AppendHalves(string raw, StringBuilder text)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                var digits = raw.AsSpan(i + 1, EscapeChars);
                text.Append((char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += EscapeChars;
            }
            else
            {
                text.Append(Unescape(raw[i]));
            }
        }
    }

    private static char Unescape(char escaped) => escaped switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => escaped,
    };
}
