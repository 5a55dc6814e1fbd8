using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>What a claim comes to when it is held against what is known.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>It says something new.</summary>
    public sealed record Added(ItemRecord Item) : Resolution;

    /// <summary>It says once more what is known.</summary>
    public sealed record Repeated(SaidAgain Said) : Resolution;

    /// <summary>It is not taken, and why.</summary>
    public sealed record Skipped(string Why) : Resolution;
}
