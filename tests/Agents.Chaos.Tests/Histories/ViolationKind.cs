namespace Agents.Chaos.Tests.Histories;

/// <summary>A promise that a history shows to be broken.</summary>
internal enum ViolationKind
{
    /// <summary>It was acknowledged, or read before, and the last read does not have it.</summary>
    Lost,

    /// <summary>One id is there twice.</summary>
    Doubled,

    /// <summary>Another user's record.</summary>
    Foreign,

    /// <summary>The content is not what was sent.</summary>
    Altered,

    /// <summary>Nobody ever sent it.</summary>
    Invented,

    /// <summary>A session did not read what it had been told is durable.</summary>
    NotReadByItsWriter,

    /// <summary>A session read less than it had read before.</summary>
    ReadBackwards,

    /// <summary>One id was given two places in the log, or one place two ids.</summary>
    Moved,

    /// <summary>The last read is not in the order of the places that were acknowledged.</summary>
    Disordered,
}
