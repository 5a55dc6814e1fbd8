namespace Agents.Memory.Log;

/// <summary>What a frame's payload is. The numbers are part of the format and never change.</summary>
public enum FrameType : byte
{
    /// <summary>A turn as it was said.</summary>
    Episode = 1,

    /// <summary>A decision about memories: edited, pinned, forgotten, erased.</summary>
    Decision = 2,

    /// <summary>The vector of one text under one model.</summary>
    Vector = 3,

    /// <summary>What was taken from an episode: a fact, a preference, an event.</summary>
    Item = 4,

    /// <summary>What a step of consolidation has done and up to where.</summary>
    Consolidation = 5,

    /// <summary>Memories that a recall gave to a prompt.</summary>
    Use = 6,
}
