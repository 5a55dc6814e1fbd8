namespace Agents.Storage.InMemory;

/// <summary>How an append in memory fails when a test asks for it.</summary>
public enum AppendFault
{
    /// <summary>Nothing of the group is there afterwards.</summary>
    BeforeWrite,

    /// <summary>The group is there after reopening, though it was not acknowledged.</summary>
    AfterWrite,

    /// <summary>Nothing of the group is there: no space was left.</summary>
    DiskFull,
}
