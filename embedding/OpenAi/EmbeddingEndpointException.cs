namespace Agents.Embedding.OpenAi;

/// <summary>The embeddings endpoint failed or answered something unusable. The message says what to do.</summary>
/// <remarks>
/// Whoever knows the generator only by its abstraction can tell a failure of a remote model by the base type.
/// </remarks>
public sealed class EmbeddingEndpointException : HttpRequestException
{
    public EmbeddingEndpointException()
    {
    }

    public EmbeddingEndpointException(string message)
        : base(message)
    {
    }

    public EmbeddingEndpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
