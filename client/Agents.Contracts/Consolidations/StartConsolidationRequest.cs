namespace Agents.Contracts;

/// <summary>Asks for what is owed to be read now.</summary>
public sealed record StartConsolidationRequest
{
    /// <summary>Gets whose turns; else the user comes from the header.</summary>
    public string? User { get; init; }

    /// <summary>Gets a value indicating whether nothing is to be written: the answer is what a run would do.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DryRun { get; init; }

    /// <summary>Gets how many turns are read at most; the rest waits for the next run.</summary>
    /// <value>1 to 10,000; the default is 1,000.</value>
    public int? Limit { get; init; }
}
