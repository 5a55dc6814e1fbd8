namespace Agents.Cli.Keys;

/// <summary>What a new key is for.</summary>
internal sealed record KeyRequest(string Tenant, IReadOnlyList<string> Roles, DateTimeOffset? Expires);
