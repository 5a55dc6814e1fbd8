namespace Agents.Memory.Log;

/// <summary>What became of a data key that was to be wrapped under the current key.</summary>
public enum RewrapOutcome
{
    /// <summary>It was wrapped by the current key already.</summary>
    Current,

    /// <summary>It is wrapped by the current key now.</summary>
    Rewrapped,

    /// <summary>What it belonged to was deleted.</summary>
    Gone,

    /// <summary>The key ring does not open it, or it is damaged: it is left as it is, and the log says why.</summary>
    Refused,
}
