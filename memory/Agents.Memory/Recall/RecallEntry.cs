using Agents.Contracts;

namespace Agents.Memory.Recall;

/// <summary>What the index keeps of a memory beside its words and its vector.</summary>
/// <param name="Id">The id; empty when the document was removed.</param>
/// <param name="Kind">What the memory is.</param>
/// <param name="Role">The role of the message.</param>
/// <param name="Author">Who said it.</param>
/// <param name="Conversation">The conversation, or null.</param>
/// <param name="Follows">The id of what was said before it in the conversation, or null.</param>
/// <param name="Agent">The agent, or null.</param>
/// <param name="Time">When it happened, with its offset.</param>
/// <param name="RecordedAt">When it was recorded, in UTC.</param>
/// <param name="Visible">Whether recall may return it now; false for what is forgotten or expired.</param>
/// <param name="Evidence">Whether recall may ever return it.</param>
/// <param name="Removed">Whether it was erased. Everything else is then empty.</param>
/// <param name="VectorState">Whether its vector is there, still to come, or not to be had.</param>
public readonly record struct RecallEntry(
    string Id,
    MemoryKind Kind,
    string Role,
    string Author,
    string? Conversation,
    string? Follows,
    string? Agent,
    DateTimeOffset Time,
    DateTimeOffset RecordedAt,
    bool Visible,
    bool Evidence,
    bool Removed,
    RecallVectorState VectorState);
