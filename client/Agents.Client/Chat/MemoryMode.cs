namespace Agents.Client;

/// <summary>What the gateway may do with memory in one chat request.</summary>
public enum MemoryMode
{
    /// <summary>Recall before the answer, remember both turns.</summary>
    On,

    /// <summary>Neither; the request goes to the LLM as it is.</summary>
    Off,

    /// <summary>Recall only.</summary>
    Read,

    /// <summary>Remember only.</summary>
    Write,
}
