using System.Net;

namespace Agents.Embedding.Batching;

/// <summary>
/// More texts wait to be embedded than the limit allows: nothing of the request is embedded; try again later.
/// </summary>
/// <remarks>
/// It says so as an endpoint would, by status 429: callers know the generator's interface and not where it computes.
/// </remarks>
public sealed class EmbeddingOverloadedException : HttpRequestException
{
    public EmbeddingOverloadedException()
        : this("Too many texts wait to be embedded.")
    {
    }

    public EmbeddingOverloadedException(string message)
        : this(message, null)
    {
    }

    public EmbeddingOverloadedException(string message, Exception? innerException)
        : base(message, innerException, HttpStatusCode.TooManyRequests)
    {
    }
}
