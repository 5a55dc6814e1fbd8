namespace Agents.Gateway.Memories;

/// <summary>The body of the calls that may name the user in it, and take all else from path and query.</summary>
internal sealed record UserBody(string? User);
