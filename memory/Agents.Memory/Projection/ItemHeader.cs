namespace Agents.Memory.Projection;

/// <summary>What the projection knows of one memory beyond the recall index.</summary>
/// <remarks>Kept small: there are as many as the user has memories. Texts stay in the log and are read by their
/// sequence.</remarks>
public struct ItemHeader
{
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

    public bool Pinned { get; set; }

    public bool Forgotten { get; set; }

    public bool Erased { get; set; }
}
