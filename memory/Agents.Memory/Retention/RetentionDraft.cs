using Agents.Contracts;

namespace Agents.Memory.Retention;

/// <summary>What a policy would do at a moment.</summary>
/// <param name="Usage">What it counts, before anything goes.</param>
/// <param name="Free">How many of those it may touch.</param>
/// <param name="Going">What leaves recall, in that order.</param>
public sealed record RetentionDraft(RetentionUsage Usage, int Free, IReadOnlyList<RetentionChoice> Going)
{
    /// <summary>Gets a value indicating whether nothing is left that a policy may touch.</summary>
    public bool LeavesNothing => Free > 0 && Going.Count == Free;
}
