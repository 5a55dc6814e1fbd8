namespace Agents.Storage.Frames;

/// <summary>Why the bytes at a place are not a frame.</summary>
internal enum FrameFault
{
    None,

    /// <summary>The frame goes on behind the bytes that were given; the file has the rest.</summary>
    More,

    /// <summary>The file ends inside the frame.</summary>
    Short,

    /// <summary>The length is none that a frame can have.</summary>
    Length,

    /// <summary>The checksum does not match.</summary>
    Checksum,

    /// <summary>
    /// The checksum matches and the fields contradict each other, or the version is unknown: no crash does that.
    /// </summary>
    Form,
}
