namespace Agents.Contracts;

/// <summary>Whose memory it is: the tenant of the credential and the user within it.</summary>
/// <remarks>Two scopes never share a byte. The names are opaque text; no separator is ever parsed out of
/// them.</remarks>
public sealed record MemoryScope(string Tenant, string User);
