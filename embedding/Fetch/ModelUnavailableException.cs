namespace Agents.Embedding.Fetch;

/// <summary>The embedding model cannot be loaded. The message is one line that names the file and the remedy.</summary>
public sealed class ModelUnavailableException : Exception
{
    public ModelUnavailableException()
    {
    }

    public ModelUnavailableException(string message)
        : base(message)
    {
    }

    public ModelUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
