namespace Agents.Contracts;

/// <summary>Asks why a recall returned what it returned, and what one memory would have needed to be in it.</summary>
public sealed record ExplainRequest : RecallRequest
{
    /// <summary>Gets the memory to explain, or null.</summary>
    public string? Id { get; init; }
}
