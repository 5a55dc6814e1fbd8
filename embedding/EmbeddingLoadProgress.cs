namespace Agents.Embedding;

/// <summary>A step of loading the embedding model.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Message">One line for a person, without a final full stop.</param>
public readonly record struct EmbeddingLoadProgress(EmbeddingLoadStage Stage, string Message);
