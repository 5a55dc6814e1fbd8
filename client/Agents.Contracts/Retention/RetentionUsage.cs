namespace Agents.Contracts;

/// <summary>What a user's memory holds, as a policy counts it.</summary>
public sealed record RetentionUsage
{
    /// <summary>Gets how many memories the limits count: those that recall may return.</summary>
    public required int Memories { get; init; }

    /// <summary>Gets the bytes of their texts, in UTF-8.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets how many of them no policy touches, since they are pinned or held.</summary>
    public required int Exempt { get; init; }

    /// <summary>Gets how many memories a policy has archived; they can be restored, and count no longer.</summary>
    public required int Archived { get; init; }
}
