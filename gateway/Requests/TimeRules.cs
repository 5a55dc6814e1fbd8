using System.Globalization;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>Reads times of RFC 3339 with an offset.</summary>
internal static class TimeRules
{
    private const int FractionDigitsMax = 7;

    /// <summary>
    /// Reads a time. Digits below 100 nanoseconds are dropped. A time without an offset is refused: it names no moment.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 20 or > 40 || !HasOffset(text))
        {
            return false;
        }

        var upper = ShortenFraction(text.ToUpperInvariant());
        return DateTimeOffset.TryParseExact(
            upper, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    /// <summary>Returns the time of a field.</summary>
    /// <exception cref="ApiException">It is none, or has no offset.</exception>
    public static DateTimeOffset Read(string text, string field) =>
        TryParse(text, out var time) ? time : throw ApiError.Invalid(
            field, $"'{field}' must be a time of RFC 3339 with an offset, such as 2026-03-01T09:30:00Z.");

    private static bool HasOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text[^6] is '+' or '-' && text[^3] == ':');

    private static string ShortenFraction(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var end = dot + 1;
        while (dot >= 0 && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - dot - 1 <= FractionDigitsMax
            ? text : text.Remove(dot + 1 + FractionDigitsMax, end - dot - 1 - FractionDigitsMax);
    }
}
