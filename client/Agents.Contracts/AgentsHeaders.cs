namespace Agents.Contracts;

/// <summary>The HTTP headers of the gateway.</summary>
public static class AgentsHeaders
{
    /// <summary>What the names of the gateway's own headers begin with.</summary>
    public const string Prefix = "X-Agents-";

    public const string User = "X-Agents-User";
    public const string Conversation = "X-Agents-Conversation";
    public const string Memory = "X-Agents-Memory";
    public const string Memories = "X-Agents-Memories";
    public const string MemoryTokens = "X-Agents-Memory-Tokens";
    public const string MemoryMs = "X-Agents-Memory-Ms";
    public const string MemoryError = "X-Agents-Memory-Error";
    public const string IdempotencyKey = "Idempotency-Key";
    public const string RequestId = "x-request-id";
}
