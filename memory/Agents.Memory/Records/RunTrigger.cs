namespace Agents.Memory.Records;

/// <summary>What started a run of consolidation. The names are part of the format.</summary>
public enum RunTrigger
{
    /// <summary>The user was quiet, and texts were owed.</summary>
    Idle,

    /// <summary>A caller asked for it.</summary>
    Request,
}
