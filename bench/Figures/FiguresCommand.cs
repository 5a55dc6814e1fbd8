using System.Diagnostics;
using Agents.Bench.Hosting;
using Agents.Bench.Peers;

namespace Agents.Bench.Figures;

/// <summary>Measures the figures one after the other and prints one table of them.</summary>
internal static class FiguresCommand
{
    private const int Missed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        FiguresOptions options;
        IFigure[] all;
        try
        {
            options = FiguresOptions.Parse(arguments);
            all = All(options);
            CheckNames(options, all);
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Misused;
        }

        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, $"agents-figures-{Environment.ProcessId}"));
        try
        {
            var chosen = Array.FindAll(all, figure => options.Only?.Contains(figure.Name) != false);
            var table = await MeasureAsync(chosen, options, folder.FullName, cancellationToken);
            await table.PrintAsync(Console.Out);
            await (options.Json is { } file ? table.WriteJsonAsync(file, cancellationToken) : Task.CompletedTask);
            return table.AllMet ? 0 : Missed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IFigure[] All(FiguresOptions options) =>
    [
        KernelFigure.Hot,
        KernelFigure.Cold,
        new VectorRecallFigure(),
        new EmbeddingFigure(),
        new EmbeddingPaddingFigure(),
        new EmbeddingLoneFigure(),
        new SearchFigure(),
        .. PeerFigure.All(options),
        new IsolationFigure(),
        new GrowthFigure(),
        new RelayFigure(),
        new GatewayFigure(),
        new FirstTokenFigure(),
        new ActivationFigure(),
        new ResidentFigure(),
        new AppendFigure(),
        new BackgroundFigure(),
        new StartFigure(),
    ];

    private static void CheckNames(FiguresOptions options, IFigure[] all)
    {
        if (options.Only?.FirstOrDefault(name => !all.Any(figure => figure.Name == name)) is { } unknown)
        {
            var names = string.Join(", ", all.Select(figure => figure.Name));
            throw new ArgumentException(
                $"--only: there is no figure '{unknown}'; there are {names}; --peers adds some.");
        }
    }

    private static async Task<FigureTable> MeasureAsync(
        IFigure[] figures, FiguresOptions options, string folder, CancellationToken cancellationToken)
    {
        await using var stub = await StubServer.StartAsync(cancellationToken);
        var context = new FigureContext(options.Quick, stub, folder);
        var rows = new List<FigureRow>();
        foreach (var figure in figures)
        {
            Console.WriteLine($"Measuring {figure.Name}.");
            rows.Add(await MeasureOneAsync(figure, context, cancellationToken));

            // The table comes at the end; a run that is cut short has said this much.
            Console.WriteLine($"  {rows[^1].Summary}");
        }

        return new FigureTable(rows, options.Quick);
    }

    private static async Task<FigureRow> MeasureOneAsync(
        IFigure figure, FigureContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var load = Machine.Load;
        try
        {
            var measurement = await figure.MeasureAsync(context, cancellationToken);
            return new FigureRow(figure, load, Stopwatch.GetElapsedTime(started), measurement, null);
        }
#pragma warning disable CA1031 // A figure that cannot be measured is missed; the others are measured all the same.
        catch (Exception error) when (
            error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new FigureRow(figure, load, Stopwatch.GetElapsedTime(started), null, error.ToString());
        }
    }
}
