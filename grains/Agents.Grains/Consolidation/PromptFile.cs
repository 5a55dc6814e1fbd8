using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agents.Grains.Consolidation;

/// <summary>Reads the instructions of a prompt, which are files with a version.</summary>
internal static class PromptFile
{
    // Readable for the model: escaped letters are not copied letter by letter.
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Load(string version)
    {
        using var file = typeof(PromptFile).Assembly.GetManifestResourceStream(version + ".md")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>Writes what a user said as a string of JSON, which it cannot end.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, Json);
}
