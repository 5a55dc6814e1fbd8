namespace Agents.Memory.Recall;

/// <summary>A hit with its text, ready to be packed.</summary>
/// <param name="Id">The memory's id.</param>
/// <param name="Text">Its text, however long.</param>
/// <param name="Author">Who said it.</param>
/// <param name="Time">When, shown in its own offset.</param>
/// <param name="Score">The fused score; the higher one goes in first.</param>
/// <param name="Confidence">The confidence, 0 to 1.</param>
public sealed record PackCandidate(
    string Id, string Text, string Author, DateTimeOffset Time, double Score, double Confidence)
{
    /// <summary>Gets the id of what was said just before it in its conversation; null where nothing was, or where it is
    /// not known. Nothing is followed by two.</summary>
    public string? Follows { get; init; }
}
