namespace Agents.Storage.Transfer;

/// <summary>How the log of a target stands to the one that is copied to it.</summary>
internal enum LogStanding
{
    Missing,

    /// <summary>It does not verify, or is quarantined.</summary>
    Damaged,

    /// <summary>It is an earlier state.</summary>
    Older,

    /// <summary>It is the same.</summary>
    Same,

    /// <summary>It is a later state.</summary>
    Newer,

    /// <summary>It is another life, or went on differently.</summary>
    Other,
}
