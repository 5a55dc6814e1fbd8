namespace Agents.Memory.Records;

/// <summary>What was decided about a memory. The names are part of the format.</summary>
public enum DecisionKind
{
    Edit,
    Pin,
    Unpin,
    Expire,
    Forget,
    Restore,

    /// <summary>An item holds no longer, whatever becomes of the statement that ended it.</summary>
    Retire,

    /// <summary>An item holds again: the run that ended it was undone.</summary>
    Reinstate,

    /// <summary>An item loses a further source: the run that found it was undone.</summary>
    Withdraw,

    /// <summary>The named frames lose their payloads, and their ids answer 410.</summary>
    Erase,

    /// <summary>The payloads of every erasure so far are gone from the storage.</summary>
    ErasureDone,
}
