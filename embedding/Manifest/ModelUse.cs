namespace Agents.Embedding.Manifest;

/// <summary>What a mounted model is for: how a refusal names the way out, and what its layout may leave open.</summary>
/// <param name="Option">The option that mounts it, as an operator spells it.</param>
/// <param name="Instead">What else an operator may do, to follow the option in a sentence.</param>
/// <param name="Without">How to do without a local model, as a sentence that lacks its full stop.</param>
/// <param name="LengthDefault">The most tokens that are read where no file of the model says so.</param>
internal sealed record ModelUse(string Option, string Instead, string Without, int LengthDefault)
{
    /// <summary>A sentence model, which is mostly trained on short texts.</summary>
    public static ModelUse Embedding { get; } = new(
        "--model DIR",
        ", or serve this one behind an OpenAI-compatible endpoint by --embeddings URL",
        "Use an endpoint by --embeddings URL",
        256);

    /// <summary>A cross-encoder, which reads a question and a text at once.</summary>
    public static ModelUse Reranking { get; } = new(
        "--reranker DIR", ", or take --reranker late", "Leave --reranker out", 512);
}
