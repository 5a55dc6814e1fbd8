namespace Agents.Memory.Log;

/// <summary>A projection of the log as it stood at a position. It only speeds activation: the log alone is the
/// truth.</summary>
/// <param name="Position">The sequence of the last frame that is folded into it.</param>
/// <param name="Payload">The plaintext, opaque to the log.</param>
public sealed record LogSnapshot(long Position, ReadOnlyMemory<byte> Payload);
