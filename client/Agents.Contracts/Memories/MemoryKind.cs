namespace Agents.Contracts;

/// <summary>What a memory is. Episodes are the ground truth; every other kind is derived from them.</summary>
public enum MemoryKind
{
    /// <summary>A turn as it was said.</summary>
    Episode,

    /// <summary>A statement about the user's world.</summary>
    Fact,

    /// <summary>What the user likes, dislikes or wants done in a certain way.</summary>
    Preference,

    /// <summary>Something that happened or will happen at a time.</summary>
    Event,

    /// <summary>How something is done.</summary>
    Procedure,

    /// <summary>A slot of the user's profile.</summary>
    Profile,

    /// <summary>A digest of several episodes.</summary>
    Summary,
}
