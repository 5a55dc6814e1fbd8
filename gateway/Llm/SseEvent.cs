namespace Agents.Gateway.Llm;

/// <summary>One server-sent event.</summary>
/// <param name="Raw">All of its bytes, with the empty line that ends it.</param>
/// <param name="Data">Its data lines, joined by line ends; empty for a comment.</param>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data)
{
    /// <summary>Gets a value indicating whether it ends a stream, as OpenAI's do.</summary>
    public bool IsDone => Data.Span.SequenceEqual("[DONE]"u8);
}
