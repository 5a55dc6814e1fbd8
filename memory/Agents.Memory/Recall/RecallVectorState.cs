namespace Agents.Memory.Recall;

/// <summary>Whether a document has a vector.</summary>
public enum RecallVectorState
{
    /// <summary>None is wanted: the document is removed or no evidence.</summary>
    None,

    /// <summary>The text is still to be embedded.</summary>
    Pending,

    /// <summary>The vector is in the index.</summary>
    Present,

    /// <summary>The model cannot read the text: it ranks by its words alone.</summary>
    Unreadable,
}
