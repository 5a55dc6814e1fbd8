namespace Agents.Cli.DataSets;

/// <summary>One question with the messages that hold its answer.</summary>
internal sealed record Question
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>Gets the row of the table: LoCoMo's category, MemDaily's type, BEAM's ability.</summary>
    public required string Group { get; init; }

    /// <summary>Gets the ids of the evidence, without repeats; empty when the question cannot be scored.</summary>
    public required IReadOnlyList<string> Gold { get; init; }

    /// <summary>Gets a value indicating whether memory holds no answer.</summary>
    public bool Unanswerable { get; init; }

    /// <summary>Gets a value indicating whether it belongs to the split that methods may be developed on.</summary>
    public bool Development { get; init; } = true;

    /// <summary>Gets two statements of which a good ranking does something particular; null for most
    /// questions.</summary>
    public StatementPair? Pair { get; init; }
}
