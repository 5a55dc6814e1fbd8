namespace Agents.Storage.Cipher;

/// <summary>A key of a key ring, as an operator may see it.</summary>
/// <param name="Id">Its name, which stands beside whatever it wraps.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Current">Whether it is the one that wraps.</param>
public sealed record KeyRingEntry(string Id, DateTimeOffset Created, bool Current);
