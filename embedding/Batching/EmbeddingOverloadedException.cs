namespace Agents.Embedding.Batching;

/// <summary>
/// More texts wait to be embedded than the limit allows: nothing of the request is embedded; try again later.
/// </summary>
public sealed class EmbeddingOverloadedException : Exception
{
    public EmbeddingOverloadedException()
    {
    }

    public EmbeddingOverloadedException(string message)
        : base(message)
    {
    }

    public EmbeddingOverloadedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
