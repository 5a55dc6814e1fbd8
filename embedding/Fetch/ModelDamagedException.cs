namespace Agents.Embedding.Fetch;

/// <summary>
/// A file of a model is missing or is not what the manifest states. Says which; the caller adds the remedy.
/// </summary>
internal sealed class ModelDamagedException : Exception
{
    public ModelDamagedException()
    {
    }

    public ModelDamagedException(string message)
        : base(message)
    {
    }

    public ModelDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
