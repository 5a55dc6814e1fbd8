namespace Agents.Memory.Projection;

/// <summary>What the projection knows of one memory beyond the recall index.</summary>
/// <remarks>Kept small: there are as many as the user has memories. Texts stay in the log and are read by their
/// sequence.</remarks>
public struct ItemHeader
{
    private const int FlagBits = 8;
    private const int TextBytesMax = (1 << (32 - FlagBits)) - 1;
    private const uint FlagMask = (1 << FlagBits) - 1;
    private const uint PinnedFlag = 1;
    private const uint ForgottenFlag = 2;
    private const uint ErasedFlag = 4;
    private const uint ArchivedFlag = 8;
    private const uint HeldFlag = 16;
    private const uint WantedFlag = 32;

    private uint _bits;

    /// <summary>Gets or sets the sequence of the frame that recorded it.</summary>
    public long Sequence { get; set; }

    /// <summary>Gets or sets the sequence of the frame that holds its text: its own, or that of the last
    /// edit.</summary>
    public long TextSequence { get; set; }

    /// <summary>Gets or sets the sequence of the frame that holds its vector under the current model; 0 when there is
    /// none.</summary>
    public long VectorSequence { get; set; }

    /// <summary>Gets or sets when it leaves recall, in UTC ticks; 0 when never.</summary>
    public long ExpiresTicks { get; set; }

    /// <summary>Gets or sets the fingerprint of what the caller sent.</summary>
    public ulong ContentHash { get; set; }

    /// <summary>Gets or sets how long its text is, in bytes of UTF-8.</summary>
    public int TextBytes
    {
        readonly get => (int)(_bits >> FlagBits);
        set => _bits = (_bits & FlagMask) | ((uint)Math.Min(value, TextBytesMax) << FlagBits);
    }

    public bool Pinned
    {
        readonly get => Has(PinnedFlag);
        set => Set(PinnedFlag, value);
    }

    /// <summary>Gets or sets a value indicating whether it neither expires nor is put away, forgotten or
    /// erased.</summary>
    public bool Held
    {
        readonly get => Has(HeldFlag);
        set => Set(HeldFlag, value);
    }

    /// <summary>Gets or sets a value indicating whether retention put it away.</summary>
    public bool Archived
    {
        readonly get => Has(ArchivedFlag);
        set => Set(ArchivedFlag, value);
    }

    /// <summary>Gets or sets a value indicating whether the user has restored or rewritten it.</summary>
    public bool Wanted
    {
        readonly get => Has(WantedFlag);
        set => Set(WantedFlag, value);
    }

    public bool Forgotten
    {
        readonly get => Has(ForgottenFlag);
        set => Set(ForgottenFlag, value);
    }

    public bool Erased
    {
        readonly get => Has(ErasedFlag);
        set => Set(ErasedFlag, value);
    }

    /// <summary>Gets a value indicating whether no expiry and no policy takes it out of recall.</summary>
    public readonly bool Exempt => Has(PinnedFlag | HeldFlag);

    /// <summary>Gets or sets flags and length as a snapshot holds them.</summary>
    internal uint Bits
    {
        readonly get => _bits;
        set => _bits = value;
    }

    private readonly bool Has(uint flag) => (_bits & flag) != 0;

    private void Set(uint flag, bool value) => _bits = value ? _bits | flag : _bits & ~flag;
}
