namespace Agents.Embedding.OpenAi;

/// <summary>The embeddings endpoint failed or answered something unusable. The message says what to do.</summary>
public sealed class EmbeddingEndpointException : Exception
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
