using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Embedding.Manifest;

/// <summary>What a model is: its files, its tokenizer, and the shape of its vectors.</summary>
internal sealed record ModelManifest
{
    /// <summary>The file in a mounted folder that states the manifest instead of having it inferred.</summary>
    public const string FileName = "agents-model.json";

    /// <summary>The short name, the first part of the model id.</summary>
    public required string Name { get; init; }

    /// <summary>The licence of the weights, as an SPDX expression.</summary>
    public string? License { get; init; }

    /// <summary>Where the files can be fetched; null for a mounted folder.</summary>
    public ModelSource? Source { get; init; }

    /// <summary>All files that shape a vector.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>The path of the ONNX graph; external weights lie beside it.</summary>
    public required string Model { get; init; }

    public TokenizerManifest Tokenizer { get; init; } = new();

    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>The length of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>The most tokens of a text, first and last included; the rest of the text is cut.</summary>
    public int MaxLength { get; init; } = 256;

    /// <summary>
    /// The precision that the graph's file name states (<c>model_q4.onnx</c> is <c>q4</c>), else <c>fp32</c>.
    /// </summary>
    public string FilePrecision
    {
        get
        {
            var stem = Path.GetFileNameWithoutExtension(Model);
            var underscore = stem.LastIndexOf('_');
            return underscore < 0 ? "fp32" : stem[(underscore + 1)..];
        }
    }

    /// <summary>Eight hex digits over everything that shapes a vector: files, tokenizer, pooling and length.</summary>
    /// <remarks>Requires that the hash of each file is known: see <see cref="Fetch.ModelFolder"/>.</remarks>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var file in Files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            text.Append(file.Path).Append(' ').Append(file.Sha256).Append('\n');
        }

        var tokenizer = Tokenizer;
        text.Append(CultureInfo.InvariantCulture, $"{tokenizer.LowerCase} {tokenizer.StripAccents} ")
            .Append(CultureInfo.InvariantCulture, $"{tokenizer.ClsToken} {tokenizer.SepToken} ")
            .Append(CultureInfo.InvariantCulture, $"{tokenizer.UnkToken} {tokenizer.PadToken}\n")
            .Append(CultureInfo.InvariantCulture, $"{Pooling} {MaxLength}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..8];
    }
}
