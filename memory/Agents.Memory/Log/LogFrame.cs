namespace Agents.Memory.Log;

/// <summary>A committed frame as it was read back.</summary>
/// <param name="Sequence">Its place in the log: the first frame has 1, and there are no gaps.</param>
/// <param name="Type">What the payload is.</param>
/// <param name="Payload">The plaintext; empty when <paramref name="Erased"/>. Valid until the next frame is
/// read.</param>
/// <param name="Erased">Whether the payload was erased. Header and digest remain, so the chain still verifies.</param>
public readonly record struct LogFrame(long Sequence, FrameType Type, ReadOnlyMemory<byte> Payload, bool Erased);
