using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tests.TestKit;
using Agents.Embedding.Tokenization;

[assembly: AssemblyFixture(typeof(RealModel))]

namespace Agents.Embedding.Tests.TestKit;

/// <summary>The built-in model, fetched by the product's own code into the user's cache, once for all tests.</summary>
public sealed class RealModel : IAsyncLifetime
{
    private readonly List<EmbeddingModel> _models = [];
    private EmbeddingModel? _fp32;
    private EmbeddingModel? _q4;

    /// <summary>The model with weights turned into 32-bit floats.</summary>
    public EmbeddingModel Fp32 => _fp32!;

    /// <summary>The model as it is shipped.</summary>
    public EmbeddingModel Q4 => _q4!;

    /// <summary>The folder of the model in the cache.</summary>
    public string Folder { get; } = Path.Combine(
        CacheLocation.Models(null, Environment.GetEnvironmentVariable), ModelManifestReader.Default().Name);

    internal WordPieceTokenizer Tokenizer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _fp32 = await LoadAsync(dequantize: true);
        _q4 = await LoadAsync(dequantize: false);
        Tokenizer = new WordPieceTokenizer(
            Vocabulary.Read(Path.Combine(Folder, "vocab.txt"), new TokenizerManifest(), ModelUse.Embedding),
            lowerCase: true, stripAccents: true);
    }

    public ValueTask DisposeAsync()
    {
        _models.ForEach(model => model.Dispose());
        return default;
    }

    private async Task<EmbeddingModel> LoadAsync(bool dequantize)
    {
        var model = new EmbeddingModel(new EmbeddingOptions { Dequantize = dequantize, CacheEntriesMax = 0 });
        _models.Add(model);
        await model.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);
        return model;
    }
}
