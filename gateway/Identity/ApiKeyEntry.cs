namespace Agents.Gateway.Identity;

/// <summary>One key of the key file.</summary>
public sealed record ApiKeyEntry
{
    /// <summary>Gets the name of the key, to find and revoke it.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the tenant that the key belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the key's SHA-256 in 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the roles.</summary>
    /// <value>The default is <see cref="ApiKeyRoles.App"/> alone.</value>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Gets when the key stops to work; never where null.</summary>
    public DateTimeOffset? Expires { get; init; }
}
