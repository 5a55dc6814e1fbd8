using System.Text.Json;
using System.Text.Json.Serialization;
using Agents.Embedding.Fetch;

namespace Agents.Embedding.Manifest;

/// <summary>Reads a manifest from JSON and refuses one that could not work or that reaches out of its folder.</summary>
internal static class ModelManifestReader
{
    private const int DimensionMax = 8_192;
    private const int LengthMax = 8_192;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Gets the manifest of the model that is taken when no other is configured.</summary>
    public static ModelManifest Default()
    {
        const string Name = "all-minilm-l6-v2.json";
        using var stream = typeof(ModelManifestReader).Assembly.GetManifestResourceStream(Name)!;
        return Read(stream, Name, ModelUse.Embedding);
    }

    /// <exception cref="ModelUnavailableException">The JSON is no manifest, or states something impossible.</exception>
    public static ModelManifest Read(Stream json, string path, ModelUse use)
    {
        ModelManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ModelManifest>(json, Json)
                ?? throw new ModelUnavailableException($"{path}: the manifest is null.");
        }
        catch (JsonException exception)
        {
            throw new ModelUnavailableException($"{path}: no model manifest: {exception.Message}", exception);
        }

        Check(manifest, path, use);
        return manifest;
    }

    private static void Check(ModelManifest manifest, string path, ModelUse use)
    {
        Require(manifest.Name.Length is > 0 and <= 64 && manifest.Name.All(IsNameCharacter), path, "name",
            "1 to 64 of a-z A-Z 0-9 . _ -, and not starting with a dot");
        Require(manifest.Name[0] != '.', path, "name", "a name that does not start with a dot");
        Require(manifest.Dimension is > 0 and <= DimensionMax, path, "dimension", $"1 to {DimensionMax}");
        Require(manifest.MaxLength is >= 3 and <= LengthMax, path, "max_length", $"3 to {LengthMax}");
        Require(manifest.Files.Count is > 0 and <= 64, path, "files", "1 to 64 files");
        foreach (var file in manifest.Files)
        {
            Require(IsInside(file.Path), path, "files", "relative paths with forward slashes and without ..");
            Require(file.Sha256 is null || (file.Sha256.Length == 64 && file.Sha256.All(char.IsAsciiHexDigitLower)),
                path, "files", $"64 lower-case hex digits as sha256 of {file.Path}");
        }

        Require(manifest.Files.Any(file => file.Path == manifest.Model), path, "model", "one of the files");
        Require(manifest.Files.Any(file => file.Path == manifest.Tokenizer.Vocabulary), path,
            "tokenizer.vocabulary", "one of the files");
        if (manifest.Tokenizer.Kind != TokenizerManifest.WordPiece)
        {
            throw TokenizerNotSupported(path, manifest.Tokenizer.Kind, use);
        }
    }

    /// <summary>The refusal of a tokenizer that is not built in, with the way round it.</summary>
    public static ModelUnavailableException TokenizerNotSupported(string path, string kind, ModelUse use) =>
        new($"{path}: the tokenizer '{kind}' is not WordPiece, the only one built in. Mount a BERT-style model with a "
            + $"vocab.txt by {use.Option}{use.Instead}.");

    private static bool IsNameCharacter(char value) => char.IsAsciiLetterOrDigit(value) || value is '.' or '_' or '-';

    private static bool IsInside(string path) =>
        path.Length is > 0 and <= 256 && !Path.IsPathRooted(path) && !path.Contains('\\') && !path.Contains(':')
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static void Require(bool condition, string path, string field, string expected)
    {
        if (!condition)
        {
            throw new ModelUnavailableException($"{path}: '{field}' must be {expected}.");
        }
    }
}
