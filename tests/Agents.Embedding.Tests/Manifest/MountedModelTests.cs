using System.Numerics.Tensors;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tests.TestKit;

namespace Agents.Embedding.Tests.Manifest;

public sealed class MountedModelTests(RealModel model)
{
    [Fact]
    public async Task A_mounted_folder_gives_the_vectors_of_the_same_model()
    {
        using var folder = new TempFolder();
        folder.Write("config.json", """{"hidden_size":384,"max_position_embeddings":512}""");
        Directory.CreateDirectory(folder["onnx"]);
        foreach (var file in (string[])["onnx/model_q4.onnx", "onnx/model_q4.onnx_data", "vocab.txt"])
        {
            File.Copy(Path.Combine(model.Folder, file), folder[file]);
        }

        folder.Write("tokenizer_config.json", """{"tokenizer_class":"BertTokenizer","model_max_length":512}""");
        using var mounted = new EmbeddingModel(new EmbeddingOptions { ModelDirectory = folder.Path });

        var token = TestContext.Current.CancellationToken;
        var actual = await mounted.Generator.GenerateAsync(["a fact about Berlin"], null, token);
        var expected = await model.Q4.Generator.GenerateAsync(["a fact about Berlin"], null, token);

        Assert.Equal(1f, TensorPrimitives.Dot(actual[0].Vector.Span, expected[0].Vector.Span), 1e-5f);
        Assert.Matches("^agents-embedding-[^/]*/q4/[0-9a-f]{8}$", mounted.Metadata.DefaultModelId);
    }

    [Fact]
    public void The_layout_of_sentence_transformers_is_understood()
    {
        using var folder = Plain();
        folder.Write("onnx/model.onnx", "");
        folder.Write("onnx/model.onnx_data", "");
        folder.Write("onnx/model_q4.onnx", "");
        folder.Write("tokenizer_config.json", """
            {"tokenizer_class":"MPNetTokenizer","do_lower_case":false,"cls_token":"<s>",
             "sep_token":{"content":"</s>"},"model_max_length":1e30}
            """);
        folder.Write("sentence_bert_config.json", """{"max_seq_length":384}""");
        folder.Write("1_Pooling/config.json", """{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}""");

        var manifest = MountedModel.Read(folder.Path, ModelUse.Embedding);

        Assert.Equal("onnx/model.onnx", manifest.Model);
        Assert.Equal(
            ["onnx/model.onnx", "onnx/model.onnx_data", "vocab.txt"], manifest.Files.Select(file => file.Path));
        Assert.Equal((768, 384, Pooling.Cls), (manifest.Dimension, manifest.MaxLength, manifest.Pooling));
        Assert.Equal(
            new TokenizerManifest { LowerCase = false, StripAccents = false, ClsToken = "<s>", SepToken = "</s>" },
            manifest.Tokenizer);
    }

    [Fact]
    public void A_stated_manifest_goes_before_the_layout()
    {
        using var folder = Plain();
        folder.Write(ModelManifest.FileName, """
            {"name":"mine","files":[{"path":"m.onnx"},{"path":"v.txt"}],"model":"m.onnx",
             "tokenizer":{"vocabulary":"v.txt","strip_accents":false},"pooling":"cls","dimension":5,"max_length":9}
            """);

        var manifest = MountedModel.Read(folder.Path, ModelUse.Embedding);

        Assert.Equal(
            ("mine", 5, 9, Pooling.Cls),
            (manifest.Name, manifest.Dimension, manifest.MaxLength, manifest.Pooling));
        Assert.False(manifest.Tokenizer.StripAccents);
    }

    [Theory]
    [InlineData(
        "tokenizer_config.json", """{"tokenizer_class":"XLMRobertaTokenizer"}""",
        "'XLMRobertaTokenizer' is not WordPiece")]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram"}}""", "'Unigram' is not WordPiece")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_max_tokens":true}""", "only mean and cls pooling")]
    [InlineData("config.json", "{}", "'hidden_size' is missing")]
    [InlineData("config.json", "nonsense", "no JSON")]
    [InlineData("config.json", "[]", "no JSON object")]
    public void What_is_not_supported_is_refused_with_file_and_remedy(string file, string content, string message)
    {
        using var folder = Plain();
        folder.Write("model.onnx", "");
        var path = folder.Write(file, content);

        var failure = Assert.Throws<ModelUnavailableException>(
            () => MountedModel.Read(folder.Path, ModelUse.Embedding));

        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("vocab.txt")]
    [InlineData("onnx/model.onnx")]
    public void A_missing_file_is_named(string file)
    {
        using var folder = Plain();
        folder.Write("onnx/model.onnx", "");
        File.Delete(folder[file]);

        var failure = Assert.Throws<ModelUnavailableException>(
            () => MountedModel.Read(folder.Path, ModelUse.Embedding));

        Assert.StartsWith($"{folder[file]} is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_a_link_are_refused_with_the_remedy()
    {
        using var folder = Plain();
        folder.Write("onnx/model.onnx", "");
        File.CreateSymbolicLink(folder["onnx/model.onnx_data"], folder.Write("blob", ""));

        var failure = Assert.Throws<ModelUnavailableException>(
            () => MountedModel.Read(folder.Path, ModelUse.Embedding));

        Assert.StartsWith($"{folder["onnx/model.onnx_data"]} is a link", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cp -rL", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named() =>
        Assert.Contains(
            "/no/such/folder does not exist",
            Assert.Throws<ModelUnavailableException>(
                () => MountedModel.Read("/no/such/folder", ModelUse.Embedding)).Message,
            StringComparison.Ordinal);

    private static TempFolder Plain()
    {
        var folder = new TempFolder();
        folder.Write("config.json", """{"hidden_size":768,"max_position_embeddings":514}""");
        folder.Write("vocab.txt", "");
        return folder;
    }
}
