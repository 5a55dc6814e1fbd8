namespace Agents.Memory.Extraction;

/// <summary>Whether what is said holds. The names are part of the log's format.</summary>
public enum Polarity
{
    /// <summary>It is so.</summary>
    Holds,

    /// <summary>It was so and is no longer: "I quit Acme".</summary>
    Ended,

    /// <summary>It is not so: "I don't have a car".</summary>
    Negated,
}
