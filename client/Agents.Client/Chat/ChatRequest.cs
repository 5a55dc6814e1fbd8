namespace Agents.Client;

/// <summary>A chat, as far as it has come; the last message is the one to answer.</summary>
public sealed record ChatRequest
{
    /// <summary>Gets the whole chat, oldest first. The gateway remembers only the turns that it has not seen.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Gets the LLM's name.</summary>
    /// <value>The default is <c>default</c>: the one that the server is set up with.</value>
    public string Model { get; init; } = "default";

    /// <summary>Gets whose memory it is.</summary>
    /// <value>The default is null: <see cref="AgentsClientOptions.User"/>, and without it no memory at all.</value>
    public string? User { get; init; }

    /// <summary>Gets the conversation's id.</summary>
    /// <value>The default is null: the server derives one from the chat's beginning.</value>
    public string? Conversation { get; init; }

    /// <summary>Gets what memory is used for.</summary>
    /// <value>The default is <see cref="MemoryMode.On"/>.</value>
    public MemoryMode Memory { get; init; }
}
