namespace Agents.Memory.Consolidation;

/// <summary>A turn as consolidation reads it.</summary>
/// <param name="Sequence">The episode's frame.</param>
/// <param name="TextSequence">The frame that holds the text as it stands now.</param>
/// <param name="Text">The text.</param>
/// <param name="Time">When it was said, in the offset of whoever said it.</param>
/// <param name="Author">Who said it.</param>
/// <param name="Role">The role of the message.</param>
/// <param name="Conversation">The conversation that it stands in.</param>
/// <param name="Agent">The agent that it was said to.</param>
public sealed record SourceText(
    long Sequence,
    long TextSequence,
    string Text,
    DateTimeOffset Time,
    string Author,
    string Role,
    string? Conversation,
    string? Agent);
