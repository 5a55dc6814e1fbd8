using Agents.Contracts;

namespace Agents.Gateway;

/// <summary>The limits of requests. Each has the default of <see cref="MemoryLimits"/>, and is at least 1.</summary>
public sealed class GatewayLimits
{
    /// <summary>Gets or sets the most bytes of a request's body.</summary>
    /// <value>The default is 8 MiB.</value>
    public int BodyBytesMax { get; set; } = MemoryLimits.BodyBytesMax;

    /// <summary>Gets or sets the most bytes of one message's text, in UTF-8.</summary>
    /// <value>The default is 512 KiB.</value>
    public int MessageBytesMax { get; set; } = MemoryLimits.MessageBytesMax;

    /// <summary>Gets or sets the most messages of one <c>POST /v1/memories</c>.</summary>
    /// <value>The default is 1,000.</value>
    public int MessagesMax { get; set; } = MemoryLimits.MessagesMax;

    /// <summary>Gets or sets the most hits of one search.</summary>
    /// <value>The default is 200.</value>
    public int SearchLimitMax { get; set; } = MemoryLimits.SearchLimitMax;

    /// <summary>Gets or sets the most items of one page.</summary>
    /// <value>The default is 1,000.</value>
    public int ListLimitMax { get; set; } = MemoryLimits.ListLimitMax;

    /// <summary>Gets or sets the most tokens of one recalled block.</summary>
    /// <value>The default is 32,000.</value>
    public int BudgetTokensMax { get; set; } = MemoryLimits.BudgetTokensMax;

    /// <summary>Gets or sets the most texts of one embeddings request.</summary>
    /// <value>The default is 2,048.</value>
    public int EmbeddingInputsMax { get; set; } = 2_048;

    /// <summary>Gets or sets how many requests are served at a time, chats not counted.</summary>
    /// <value>The default is 256.</value>
    public int RequestsMax { get; set; } = 256;

    /// <summary>Gets or sets how many requests wait for their turn, chats not counted; more answer 503.</summary>
    /// <value>The default is 1,024.</value>
    public int WaitingRequestsMax { get; set; } = 1_024;

    /// <summary>Gets or sets how many chats are served at a time; more answer 503.</summary>
    /// <value>The default is 2,048: a chat waits for a language model most of its time.</value>
    public int ChatsMax { get; set; } = 2_048;
}
