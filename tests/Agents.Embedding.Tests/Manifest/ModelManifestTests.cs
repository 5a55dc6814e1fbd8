using System.Text;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;

namespace Agents.Embedding.Tests.Manifest;

public sealed class ModelManifestTests
{
    private const string Valid = """
        {"name":"m","files":[{"path":"model.onnx"},{"path":"vocab.txt"}],"model":"model.onnx","dimension":4}
        """;

    [Fact]
    public void The_built_in_manifest_is_complete()
    {
        var manifest = ModelManifestReader.Default();

        Assert.Equal("all-minilm-l6-v2", manifest.Name);
        Assert.Equal((384, 256, Pooling.Mean, "q4"),
            (manifest.Dimension, manifest.MaxLength, manifest.Pooling, manifest.FilePrecision));
        Assert.NotNull(manifest.Source);
        Assert.NotNull(manifest.License);
        Assert.All(manifest.Files, file => Assert.True(file.Bytes > 0 && file.Sha256!.Length == 64));
    }

    [Fact]
    public void A_short_manifest_is_enough() => Assert.Equal(4, Read(Valid).Dimension);

    [Theory]
    [InlineData("\"dimension\":4", "\"dimension\":0", "'dimension' must be 1 to 8192")]
    [InlineData("\"dimension\":4", "\"dimension\":4,\"max_length\":2", "'max_length' must be 3 to 8192")]
    [InlineData("\"name\":\"m\"", "\"name\":\"../m\"", "'name' must be")]
    [InlineData("\"name\":\"m\"", "\"name\":\"..\"", "'name' must be")]
    [InlineData("\"path\":\"vocab.txt\"", "\"path\":\"../vocab.txt\"", "'files' must be")]
    [InlineData("\"path\":\"vocab.txt\"", "\"path\":\"/vocab.txt\"", "'files' must be")]
    [InlineData("\"path\":\"vocab.txt\"", "\"path\":\"vocab.txt\",\"sha256\":\"12\"", "sha256 of vocab.txt")]
    [InlineData("\"path\":\"vocab.txt\"", "\"path\":\"other.txt\"", "'tokenizer.vocabulary' must be one of the files")]
    [InlineData("\"model\":\"model.onnx\"", "\"model\":\"other.onnx\"", "'model' must be one of the files")]
    [InlineData(
        "\"dimension\":4", "\"dimension\":4,\"tokenizer\":{\"kind\":\"unigram\"}", "'unigram' is not WordPiece")]
    [InlineData("\"dimension\":4", "\"dimension\":4,\"pooling\":\"max\"", "no model manifest")]
    [InlineData(",\"dimension\":4", "", "dimension")]
    [InlineData("{", "", "no model manifest")]
    public void An_impossible_manifest_is_refused_by_field(string part, string replacement, string message)
    {
        var start = Valid.IndexOf(part, StringComparison.Ordinal);
        var json = Valid.Remove(start, part.Length).Insert(start, replacement);

        var failure = Assert.Throws<ModelUnavailableException>(() => Read(json));

        Assert.StartsWith("some.json: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fingerprint_changes_with_all_that_shapes_a_vector()
    {
        var manifest = ModelManifestReader.Default();
        var changed = manifest.Files[0] with { Sha256 = new string('0', 64) };
        ModelManifest[] others =
        [
            manifest with { Pooling = Pooling.Cls },
            manifest with { MaxLength = 128 },
            manifest with { Tokenizer = manifest.Tokenizer with { LowerCase = false } },
            manifest with { Files = [changed, .. manifest.Files.Skip(1)] },
        ];

        Assert.Equal(5, others.Append(manifest).Select(other => other.Fingerprint()).Distinct().Count());
        Assert.Equal("148ad726", manifest.Fingerprint());
    }

    [Theory]
    [InlineData("onnx/model_q4.onnx", "q4")]
    [InlineData("model_quantized.onnx", "quantized")]
    [InlineData("onnx/model.onnx", "fp32")]
    public void The_precision_is_read_from_the_file_name(string model, string precision) =>
        Assert.Equal(precision, (ModelManifestReader.Default() with { Model = model }).FilePrecision);

    private static ModelManifest Read(string json) =>
        ModelManifestReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "some.json", ModelUse.Embedding);
}
