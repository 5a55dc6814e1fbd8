using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Onnx;

/// <summary>A model in memory with its tokenizer.</summary>
/// <param name="Manifest">What it is.</param>
/// <param name="Tokenizer">The tokenizer that it was trained with.</param>
/// <param name="Graph">The graph; whoever takes it disposes of it.</param>
/// <param name="Precision">The precision that it runs in.</param>
/// <param name="RunsOn">What runs it.</param>
internal sealed record LocalModel(
    ModelManifest Manifest, WordPieceTokenizer Tokenizer, TokenGraph Graph, string Precision, ExecutionProvider RunsOn)
{
    /// <exception cref="ModelUnavailableException">The vocabulary or the graph is refused.</exception>
    public static LocalModel Load(ModelFolder folder, ModelUse use, OnnxSessionFactory sessions)
    {
        var manifest = folder.Manifest;
        var vocabulary = Vocabulary.Read(
            folder.PathOf(manifest.Tokenizer.Vocabulary), manifest.Tokenizer, use);
        var tokenizer = new WordPieceTokenizer(
            vocabulary, manifest.Tokenizer.LowerCase, manifest.Tokenizer.StripAccents);
        var (session, precision) = sessions.Create(folder, use);
        var graph = new TokenGraph(session, folder.PathOf(manifest.Model), tokenizer.PadId, use);
        return new LocalModel(manifest, tokenizer, graph, precision, sessions.RunsOn);
    }
}
