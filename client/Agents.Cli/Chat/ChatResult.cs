namespace Agents.Cli.Chat;

/// <summary>One answer, for a program.</summary>
internal sealed record ChatResult
{
    public required string Answer { get; init; }

    public required string? FinishReason { get; init; }

    public required string? Conversation { get; init; }

    /// <summary>Gets the ids of the memories that the prompt was given.</summary>
    public required IReadOnlyList<string> Memories { get; init; }

    public required int? MemoryTokens { get; init; }

    public required string? MemoryError { get; init; }
}
