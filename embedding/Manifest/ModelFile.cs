namespace Agents.Embedding.Manifest;

/// <summary>One file of a model.</summary>
/// <param name="Path">The path inside the model's folder, with forward slashes.</param>
/// <param name="Bytes">The size in bytes; null in a hand-written manifest that does not say.</param>
/// <param name="Sha256">The SHA-256 in lower-case hex; null in a hand-written manifest that does not say.</param>
internal sealed record ModelFile(string Path, long? Bytes = null, string? Sha256 = null);
