namespace Agents.Memory.Records;

/// <summary>An idempotency key and what it covered, both as fingerprints. It stands in the frame of its
/// effect.</summary>
/// <param name="Key">The fingerprint of the key.</param>
/// <param name="Body">The fingerprint of the whole call.</param>
public sealed record IdempotencyMark(ulong Key, ulong Body);
