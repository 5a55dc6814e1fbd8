namespace Agents.Cli.Keys;

/// <summary>A new key; the only place where it stands in the clear.</summary>
internal sealed record CreatedKey(
    string Id, string Key, string Tenant, IReadOnlyList<string> Roles, DateTimeOffset? Expires, string File);
