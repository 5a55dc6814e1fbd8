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

    /// <summary>A memory is put away by the retention policy: out of recall, and restorable.</summary>
    Archive,

    /// <summary>A memory is held: it neither expires nor is put away, and cannot be forgotten or erased.</summary>
    Hold,

    /// <summary>A memory is held no longer.</summary>
    Unhold,

    /// <summary>The user's retention policy is another from here on.</summary>
    Retain,

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
