namespace Agents.Storage.Cipher;

/// <summary>
/// What a sealed block is, where it is no frame. The numbers share one space with <see cref="Memory.Log.FrameType"/>.
/// </summary>
internal static class SealKind
{
    public const byte Snapshot = 0x80;
    public const byte Names = 0x81;
    public const byte Index = 0x82;
}
