namespace Agents.Memory.Log;

/// <summary>
/// What a log accepts. A group that breaks a limit is refused with an argument error before anything is written.
/// </summary>
public static class LogLimits
{
    /// <summary>The longest payload of one frame, in bytes.</summary>
    public const int FrameBytesMax = 16 * 1024 * 1024;

    /// <summary>The most frames of one group.</summary>
    public const int GroupFramesMax = 65_536;

    /// <summary>The payloads of one group together, in bytes.</summary>
    public const int GroupBytesMax = 64 * 1024 * 1024;

    /// <summary>The longest payload of a snapshot, in bytes.</summary>
    public const int SnapshotBytesMax = 1024 * 1024 * 1024;
}
