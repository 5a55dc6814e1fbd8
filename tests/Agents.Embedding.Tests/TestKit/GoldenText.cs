using System.Text.Json;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>
/// A text with the token ids and the first numbers of the vector that the reference gives: npm
/// @huggingface/transformers 4.3.1 on the same files (dtype q4, mean pooling, normalised).
/// </summary>
internal sealed record GoldenText(string Text, int[] Ids, float[] First)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static IReadOnlyList<GoldenText> ReadAll()
    {
        using var stream = typeof(GoldenText).Assembly.GetManifestResourceStream("golden.json")!;
        return JsonSerializer.Deserialize<GoldenText[]>(stream, Json)!;
    }
}
