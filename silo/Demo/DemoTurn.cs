namespace Agents.Silo.Demo;

/// <summary>One line of the sample conversation.</summary>
internal sealed record DemoTurn(
    string User, string Conversation, string Id, string Role, string? Author, string Content, DateTimeOffset Time);
