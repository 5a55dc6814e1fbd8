namespace Agents.Client;

/// <summary>One message of a chat.</summary>
/// <param name="Role">One of <see cref="Contracts.MessageRoles"/>.</param>
/// <param name="Content">The text.</param>
public sealed record ChatMessage(string Role, string Content);
