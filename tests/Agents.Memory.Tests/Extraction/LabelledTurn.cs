using System.Text.Json;

namespace Agents.Memory.Tests.Extraction;

/// <summary>A turn of the suite with what an annotator took from it.</summary>
internal sealed record LabelledTurn(string Id, DateTimeOffset Time, string Text, IReadOnlyList<LabelledItem> Items)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static IReadOnlyList<LabelledTurn> Load(string file) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Suites", "Extraction", file))
            .Select(line => JsonSerializer.Deserialize<LabelledTurn>(line, Json)!),
    ];
}

/// <summary>An item as the annotator labelled it.</summary>
internal sealed record LabelledItem(
    string Kind, string Subject, string Slot, string Value, string Polarity, string Span, string? When = null);
