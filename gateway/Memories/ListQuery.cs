using System.Buffers;
using System.Globalization;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Memories;

/// <summary>Reads the query of <c>GET /v1/memories</c>.</summary>
internal static class ListQuery
{
    private const int CursorCharsMax = 512;

    private static readonly SearchValues<char> CursorChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static ListRequest Read(IQueryCollection query, GatewayLimits limits) => new()
    {
        Kinds = Kinds(query),
        Conversation = Id(query, "conversation"),
        Agent = MemoryFields.Agent(Single(query, "agent")),
        State = Single(query, "state") is { } state ? MemoryFields.Name<MemoryState>(state, "state") : null,
        AsOf = Time(query, "as_of"),
        ValidAt = Time(query, "valid_at"),
        Cursor = Cursor(query),
        Limit = Limit(query, limits.ListLimitMax),
    };

    /// <summary>Returns the value of a field that may be given once; null where it is absent.</summary>
    public static string? Single(IQueryCollection query, string name)
    {
        var values = query[name];
        return values.Count > 1
            ? throw ApiError.Invalid(name, $"'{name}' is given {values.Count} times; give it once.") : values;
    }

    /// <summary>Returns true or false of a query field; false where it is absent.</summary>
    public static bool Flag(IQueryCollection query, string name) => Single(query, name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ApiError.Invalid(name, $"'{name}' must be true or false."),
    };

    /// <summary>Returns a checked id, or null.</summary>
    public static string? Id(IQueryCollection query, string name)
    {
        var id = Single(query, name);
        if (id is not null)
        {
            TextRules.CheckId(id, name);
        }

        return id;
    }

    /// <summary>Returns how many are asked for, or null.</summary>
    public static int? Limit(IQueryCollection query, int most)
    {
        var text = Single(query, "limit");
        if (text is null)
        {
            return null;
        }

        var valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit >= 1 && limit <= most;
        return valid ? limit : throw ApiError.Invalid(
            "limit",
            $"'limit' must be a whole number from 1 to {most}, not '{MemoryFields.Shorten(text)}'.");
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name) =>
        Single(query, name) is { } text ? TimeRules.Read(text, name) : null;

    private static MemoryKind[]? Kinds(IQueryCollection query)
    {
        var names = query["kinds"].SelectMany(list => (list ?? string.Empty).Split(',')).ToArray();
        if (names.Length > MemoryFields.KindsMax)
        {
            throw ApiError.Invalid(
                "kinds", $"'kinds' has {names.Length} entries; at most {MemoryFields.KindsMax} are allowed.");
        }

        return names.Length == 0
            ? null : [.. names.Select(name => MemoryFields.Name<MemoryKind>(name.Trim(), "kinds"))];
    }

    private static string? Cursor(IQueryCollection query)
    {
        var cursor = Single(query, "cursor");
        var usable = cursor is null
            || (cursor.Length is > 0 and <= CursorCharsMax && !cursor.AsSpan().ContainsAnyExcept(CursorChars));
        return usable
            ? cursor : throw ApiError.Invalid("cursor", "'cursor' is not one of ours; give 'next' of the page before.");
    }
}
