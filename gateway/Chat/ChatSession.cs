using Agents.Contracts;

namespace Agents.Gateway.Chat;

/// <summary>
/// What memory knows of one chat request: whose it is, which turns it has, what was recalled, and what was left out.
/// </summary>
internal sealed class ChatSession
{
    /// <summary>Gets the user, or null where the request has no memory.</summary>
    public MemoryScope? Scope { get; init; }

    public string? Conversation { get; init; }

    public MemoryMode Mode { get; init; }

    /// <summary>Gets the turns of the request; empty where the request has no memory.</summary>
    public IReadOnlyList<ChatTurn> Turns { get; init; } = [];

    /// <summary>
    /// Gets a value indicating whether the answer is made of memories alone. It then has no other way to know the turns
    /// of its own prompt.
    /// </summary>
    public bool IsOffline { get; init; }

    /// <summary>Gets the memories for the prompt, or null where nothing was recalled.</summary>
    public RecallResponse? Recall { get; set; }

    /// <summary>Gets or sets what the prompt was given of memory, to be noted with the answer; null where
    /// nothing.</summary>
    public RecalledBlock? Recalled { get; set; }

    /// <summary>Gets or sets how long memory held the request up.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Gets why parts of memory were skipped, as short ASCII names.</summary>
    public List<string> Skipped { get; } = [];

    /// <summary>Gets a value indicating whether the answer is to be remembered.</summary>
    public bool Remembers => Scope is not null && Mode.Writes;
}
