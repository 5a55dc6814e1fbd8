namespace Agents.Grains.Abstractions;

/// <summary>The vectors of a request's texts, in their order.</summary>
[GenerateSerializer, Immutable, Alias("agents.embed-response")]
public sealed record EmbedResponse
{
    [Id(0)]
    public required EmbedOutcome Outcome { get; init; }

    /// <summary>Gets the model that made the vectors, or null where none is loaded.</summary>
    [Id(1)]
    public string? ModelId { get; init; }

    /// <summary>Gets how many numbers a vector has.</summary>
    [Id(2)]
    public int Dimension { get; init; }

    /// <summary>Gets the vectors one after the other, as 32-bit floats in little-endian order.</summary>
    [Id(3)]
    public ReadOnlyMemory<byte> Vectors { get; init; }

    /// <summary>Gets the share of each text that the model cannot read, or null where the model does not say.</summary>
    [Id(4)]
    public IReadOnlyList<double>? UnknownShares { get; init; }

    /// <summary>Gets the tokens of each text, or null where the model does not say.</summary>
    [Id(5)]
    public IReadOnlyList<int>? Tokens { get; init; }
}
