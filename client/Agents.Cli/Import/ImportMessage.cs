using Agents.Contracts;

namespace Agents.Cli.Import;

/// <summary>A message that is ready to send, and the call that it belongs in.</summary>
internal sealed record ImportMessage(
    string? User,
    string? Conversation,
    string? Agent,
    IReadOnlyDictionary<string, string>? Metadata,
    MessageInput Message)
{
    /// <summary>Whether one request can carry both.</summary>
    public bool SharesCallWith(ImportMessage other) =>
        User == other.User && Conversation == other.Conversation && Agent == other.Agent
            && SameMetadata(other.Metadata);

    private bool SameMetadata(IReadOnlyDictionary<string, string>? other) =>
        (Metadata?.Count ?? 0) == (other?.Count ?? 0)
        && (Metadata is null
            || Metadata.All(pair => other!.TryGetValue(pair.Key, out var value) && value == pair.Value));
}
