namespace Agents.Contracts;

/// <summary>One turn to remember.</summary>
public sealed record MessageInput
{
    /// <summary>Gets the episode's id and idempotency key; made by the server where null.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the role: user, assistant, system, developer or tool.</summary>
    public required string Role { get; init; }

    /// <summary>Gets the display name of who speaks.</summary>
    /// <value>The default is the role.</value>
    public string? Author { get; init; }

    /// <summary>Gets the text, at most <see cref="MemoryLimits.MessageBytesMax"/> bytes of UTF-8.</summary>
    public required string Content { get; init; }

    /// <summary>Gets when it was said; the time of arrival where null.</summary>
    public DateTimeOffset? Time { get; init; }
}
