namespace Agents.Gateway.Chat;

/// <summary>One message of a chat request.</summary>
/// <param name="Index">Its place among the messages, from 0.</param>
/// <param name="Role">Its role as it was sent.</param>
/// <param name="Name">The participant's name, or null.</param>
/// <param name="Text">Its text, or the text parts of its content, one a line; empty where there is none.</param>
/// <param name="Offset">The byte at which it begins in the body.</param>
internal sealed record ChatTurn(int Index, string Role, string? Name, string Text, int Offset);
