namespace Agents.Embedding;

/// <summary>What loading the embedding model is busy with.</summary>
public enum EmbeddingLoadStage
{
    /// <summary>Another process fetches the same model; this one waits for it.</summary>
    Waiting,

    /// <summary>The model is being fetched: once, some ten megabytes.</summary>
    Fetching,

    /// <summary>The fetched package is being checked and unpacked.</summary>
    Unpacking,

    /// <summary>The model's files are being checked.</summary>
    Verifying,

    /// <summary>The model is being loaded into memory.</summary>
    Loading,

    /// <summary>The model answers.</summary>
    Ready,
}
