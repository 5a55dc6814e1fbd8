using Agents.Bench.Figures;

namespace Agents.Bench;

/// <summary>Benchmarks of the product: one command for each kind.</summary>
internal static class Program
{
    private const int Misused = 2;

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        if (args is ["figures", .. var rest])
        {
            return await FiguresCommand.RunAsync(rest, stop.Token);
        }

        await Console.Error.WriteLineAsync($"usage: dotnet run -c Release --project bench -- {FiguresOptions.Usage}");
        return Misused;
    }
}
