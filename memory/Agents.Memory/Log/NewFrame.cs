namespace Agents.Memory.Log;

/// <summary>A frame to append. The payload is opaque to the log, which encrypts it; the caller does not change it until
/// the append ends.</summary>
public readonly record struct NewFrame(FrameType Type, ReadOnlyMemory<byte> Payload);
