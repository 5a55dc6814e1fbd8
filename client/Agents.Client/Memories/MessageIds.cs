using System.Security.Cryptography;
using Agents.Contracts;

namespace Agents.Client.Memories;

/// <summary>Gives each message its id before the first try, so that a retry is recognised as one.</summary>
internal static class MessageIds
{
    public static AddMemoriesRequest Fill(AddMemoriesRequest request) =>
        request with { Messages = [.. request.Messages.Select(Fill)] };

    private static MessageInput Fill(MessageInput message) =>
        message.Id is null ? message with { Id = New() } : message;

    // 128 bits from the secure source: two clients never meet, and an id tells nothing.
    private static string New() => $"m_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
}
