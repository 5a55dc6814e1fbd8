using System.Buffers;
using System.Globalization;
using System.Text;
using Agents.Contracts;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>What a text may hold: limits in bytes of UTF-8, no control characters, whole surrogate pairs.</summary>
internal static class TextRules
{
    /// <summary>What is wrong with a value that was not valid UTF-8, as the rest of a sentence.</summary>
    public const string NotUtf8 = "is not valid UTF-8; send it in UTF-8, and percent-encoded in a query.";

    private static readonly SearchValues<char> IdChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:~-");

    private static readonly string[] ReservedIds = ["stats", "search", "recall", "explain"];

    /// <summary>
    /// Returns what is wrong with a user's or tenant's name, as the rest of a sentence; null when nothing is.
    /// </summary>
    public static string? FaultOfUser(string user) => FaultOfIdentity(user, MemoryLimits.UserIdBytesMax);

    /// <summary>Refuses a user's name that is not allowed.</summary>
    public static void CheckUser(string user, string field) =>
        CheckIdentity(user, field, MemoryLimits.UserIdBytesMax);

    /// <summary>
    /// Refuses a name that tells whose something is, as <see cref="CheckName"/> does, and one that was not valid UTF-8.
    /// </summary>
    public static void CheckIdentity(string name, string field, int bytesMax)
    {
        if (FaultOfIdentity(name, bytesMax) is { } fault)
        {
            throw ApiError.Invalid(field, $"'{field}' {fault}");
        }
    }

    /// <summary>
    /// Refuses a one-line label, such as an author, that is empty, too long, or has control characters.
    /// </summary>
    public static void CheckName(string name, string field, int bytesMax)
    {
        if (FaultOfName(name, bytesMax) is { } fault)
        {
            throw ApiError.Invalid(field, $"'{field}' {fault}");
        }
    }

    /// <summary>
    /// Refuses a text that is empty or blank, too long, or has control characters other than tab and line ends.
    /// </summary>
    public static void CheckText(string text, string field, int bytesMax)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw ApiError.Invalid(field, $"'{field}' is empty; give 1 to {bytesMax} bytes of text.");
        }

        var index = IndexOfControl(text);
        if (index >= 0)
        {
            throw ApiError.Invalid(field, string.Create(
                CultureInfo.InvariantCulture,
                $"'{field}' has the control character U+{(int)text[index]:X4} at {index}; remove it."));
        }

        CheckSurrogates(text, field);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > bytesMax)
        {
            throw ApiError.Invalid(
                field, $"'{field}' has {bytes} bytes in UTF-8; at most {bytesMax} are allowed. Split it.");
        }
    }

    /// <summary>
    /// Refuses a memory or conversation id that is not 1-128 of the allowed characters, has dots only, or is reserved.
    /// </summary>
    public static void CheckId(string id, string field)
    {
        if (id.Length is 0 or > MemoryLimits.IdCharsMax || id.AsSpan().ContainsAnyExcept(IdChars))
        {
            throw ApiError.Invalid(
                field, $"'{field}' must be 1-{MemoryLimits.IdCharsMax} characters of A-Z a-z 0-9 . _ : ~ -");
        }

        if (!id.AsSpan().ContainsAnyExcept('.'))
        {
            // Clients and servers resolve such segments away, so an address with it would lead to another resource.
            throw ApiError.Invalid(field, $"'{field}' has dots only, and no URL can hold that; choose another id.");
        }

        if (IsReservedId(id))
        {
            throw ApiError.Invalid(field, $"'{field}' is '{id}', which is reserved; choose another id.");
        }
    }

    /// <summary>Tells whether an id is the name of a route, which is matched in either case.</summary>
    public static bool IsReservedId(string id) => ReservedIds.Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the place of the first control character other than tab and line ends, or -1.</summary>
    public static int IndexOfControl(ReadOnlySpan<char> text)
    {
        for (var start = 0; ;)
        {
            var offset = text[start..].IndexOfAnyInRange('\0', '\u001f');
            if (offset < 0 || text[start + offset] is not ('\t' or '\n' or '\r'))
            {
                return offset < 0 ? -1 : start + offset;
            }

            start += offset + 1;
        }
    }

    /// <summary>
    /// Returns what is wrong with a one-line label, as the rest of a sentence; null when nothing is.
    /// </summary>
    public static string? FaultOfName(string name, int bytesMax)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes == 0 || bytes > bytesMax)
        {
            return $"has {bytes} bytes in UTF-8; give 1 to {bytesMax}.";
        }

        if (name.Any(char.IsControl))
        {
            return "has a control character; remove it.";
        }

        return IndexOfLoneSurrogate(name) < 0 ? null : "has half a surrogate pair; send whole characters.";
    }

    // The server and most clients decode bytes that are not UTF-8 to U+FFFD: two users would become one. A blank name
    // is one that its sender forgot to fill in, for every user.
    private static string? FaultOfIdentity(string name, int bytesMax) => FaultOfName(name, bytesMax)
        ?? (name.Contains('\ufffd', StringComparison.Ordinal) ? NotUtf8 : null)
        ?? (string.IsNullOrWhiteSpace(name) ? "is blank; give a name." : null);

    private static void CheckSurrogates(string text, string field)
    {
        var index = IndexOfLoneSurrogate(text);
        if (index >= 0)
        {
            throw ApiError.Invalid(field, $"'{field}' has half a surrogate pair at {index}; send whole characters.");
        }
    }

    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var offset = text[i..].IndexOfAnyInRange('\ud800', '\udfff');
            if (offset < 0)
            {
                return -1;
            }

            i += offset;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
