namespace Agents.Bench.Figures;

/// <summary>One figure that the project promises.</summary>
internal interface IFigure
{
    /// <summary>Gets the name by which <c>--only</c> picks it.</summary>
    string Name { get; }

    /// <summary>Gets what is measured, in words.</summary>
    string What { get; }

    Must Must { get; }

    Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken);
}
