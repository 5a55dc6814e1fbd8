namespace Agents.Contracts;

/// <summary>Turns to remember, in order.</summary>
public sealed record AddMemoriesRequest
{
    public string? User { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets labels that are kept with each episode; at most 16 pairs.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets the turns, at most <see cref="MemoryLimits.MessagesMax"/>.</summary>
    public required IReadOnlyList<MessageInput> Messages { get; init; }
}
