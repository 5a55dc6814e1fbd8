namespace Agents.Memory.Recall.Columns;

/// <summary>The state of a document. The values stand in snapshots.</summary>
[Flags]
internal enum DocumentFlags : ushort
{
    None = 0,
    Visible = 1,
    Evidence = 2,
    Removed = 4,
    HasVector = 8,
    Unreadable = 16,
    SaysWhen = 32,
    SaysHowMany = 64,
    FirstPerson = 128,
    Outdated = 256,

    /// <summary>A turn says it that may be recalled itself.</summary>
    Echo = 512,

    /// <summary>It says that something changed.</summary>
    Changes = 1024,

    /// <summary>It tells of a change or of growth, with a number or a time.</summary>
    NewValue = 2048,
}
