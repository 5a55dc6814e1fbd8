namespace Agents.Contracts;

/// <summary>How the recalled block is laid out.</summary>
public enum RecallOrder
{
    /// <summary>The most useful first.</summary>
    Relevance,

    /// <summary>The oldest first.</summary>
    Time,
}
