using Agents.Memory.Log;

namespace Agents.Storage.Frames;

/// <summary>Where the parts of a frame of format version 1 stand. docs/log-format.md says the same in words.</summary>
/// <remarks>All numbers are little-endian. Nothing here may change: a reader of version 1 is a promise.</remarks>
internal static class FrameFormat
{
    public const byte Version = 1;

    public const int LengthAt = 0;
    public const int CrcAt = 4;
    public const int MarkAt = 8;

    /// <summary>
    /// The hashed header starts behind the mark, so that erasing a frame leaves its chain hash as it was.
    /// </summary>
    public const int VersionAt = 9;
    public const int TypeAt = 10;
    public const int FlagsAt = 11;
    public const int GroupIndexAt = 12;
    public const int GenerationAt = 16;
    public const int SequenceAt = 24;
    public const int SealedLengthAt = 32;
    public const int HashAt = 36;
    public const int BodyAt = HashAt + HashBytes;

    public const int HashedHeaderBytes = HashAt - VersionAt;
    public const int HashBytes = 32;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    /// <summary>What sealing adds to a payload.</summary>
    public const int SealBytes = NonceBytes + TagBytes;

    /// <summary>What a frame adds to its payload on disk.</summary>
    public const int OverheadBytes = BodyAt + SealBytes;

    /// <summary>An erased frame holds the digest of its ciphertext where the payload stood.</summary>
    public const int ErasedFrameBytes = BodyAt + HashBytes;

    public const int FrameBytesMin = OverheadBytes;
    public const int FrameBytesMax = OverheadBytes + LogLimits.FrameBytesMax;

    /// <summary>The longest group on disk. A tail that is longer cannot be what one crash left.</summary>
    public const long GroupBytesMax = LogLimits.GroupBytesMax + ((long)LogLimits.GroupFramesMax * OverheadBytes);

    public const byte MarkLive = 0;
    public const byte MarkErased = 1;
    public const byte FlagCommit = 1;
}
