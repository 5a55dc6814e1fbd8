namespace Agents.Cli.Import;

/// <summary>What an import did.</summary>
internal sealed record ImportResult
{
    public required int Users { get; init; }

    /// <summary>Gets how many messages the source holds.</summary>
    public required long Messages { get; init; }

    /// <summary>Gets how many of them are new.</summary>
    public required long Added { get; init; }

    /// <summary>Gets how many were there before.</summary>
    public required long Known { get; init; }

    /// <summary>Gets how many had been erased and stay so.</summary>
    public required long Erased { get; init; }
}
