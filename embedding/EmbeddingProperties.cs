using Microsoft.Extensions.AI;

namespace Agents.Embedding;

/// <summary>Keys of additional properties that embeddings and their options carry.</summary>
public static class EmbeddingProperties
{
    /// <summary>
    /// On an embedding: the share of the text's word pieces that the model's vocabulary lacks, a <see cref="double"/>
    /// from 0 to 1. A text with a large share is better ranked by its words than by its vector. Absent when not known
    /// (endpoints).
    /// </summary>
    public const string UnknownShare = "agents.unknown_share";

    /// <summary>
    /// On an embedding: the number of tokens that the model read, an <see cref="int"/>. Absent when not known.
    /// </summary>
    public const string Tokens = "agents.tokens";

    /// <summary>
    /// On options: <see cref="Background"/> for texts that nobody waits for; anything else is interactive.
    /// </summary>
    public const string Priority = "agents.priority";

    /// <summary>The value of <see cref="Priority"/> for texts that are embedded after all interactive ones.</summary>
    public const string Background = "background";

    /// <summary>Whether options ask for background priority.</summary>
    public static bool IsBackground(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Priority, out var value) == true && value is Background;
}
