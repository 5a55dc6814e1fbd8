using System.Text.Json;
using Agents.Contracts;

namespace Agents.Client.Memories;

/// <summary>The addresses of the memory interface.</summary>
internal static class MemoryPaths
{
    public const string Memories = "v1/memories";

    private static readonly string[] Reserved = ["stats", "search", "recall", "explain"];

    public static string Of(string id, string? user, string suffix = "", params (string Name, string? Value)[] more)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);

        // A URL resolves dot segments before it is sent, so those would address the collection; the reserved names
        // would address another call.
        if (id.All(c => c == '.') || Reserved.Contains(id, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"'{id}' cannot be a memory's id: it addresses something else in a URL.", nameof(id));
        }

        return WithQuery($"{Memories}/{Uri.EscapeDataString(id)}{suffix}", [("user", user), .. more]);
    }

    public static string List(ListRequest request) => WithQuery(
        Memories,
        ("user", request.User),
        ("kinds", request.Kinds is null ? null : string.Join(',', request.Kinds.Select(kind => Name(kind.ToString())))),
        ("conversation", request.Conversation),
        ("agent", request.Agent),
        ("state", request.State is { } state ? Name(state.ToString()) : null),
        ("as_of", request.AsOf?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        ("valid_at", request.ValidAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        ("cursor", request.Cursor),
        (
            "limit",
            request.Limit is { } limit ? limit.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));

    public static string WithQuery(string path, params (string Name, string? Value)[] query)
    {
        var parts = query.Where(part => part.Value is not null).Select(
            part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        var text = string.Join('&', parts);
        return text.Length == 0 ? path : $"{path}?{text}";
    }

    private static string Name(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);
}
