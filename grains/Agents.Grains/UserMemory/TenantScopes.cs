using Agents.Contracts;

namespace Agents.Grains.UserMemory;

/// <summary>Names the log of what concerns a tenant as a whole.</summary>
internal static class TenantScopes
{
    /// <summary>Gives a scope that no user can have: a user's name is at least one byte long.</summary>
    public static MemoryScope Of(string tenant) => new(tenant, string.Empty);
}
