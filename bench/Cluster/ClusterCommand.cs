using Agents.Bench.Hosting;

namespace Agents.Bench.Cluster;

/// <summary>Measures what silos cost together: by call, under too much load, and with many users.</summary>
internal static class ClusterCommand
{
    private const int Misused = 2;
    private const string Usage =
        "cluster cost [--calls N] | overload [--seconds S] [--silo-processor N] | population [--users N] [--active N]";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("agents-cluster-");
        try
        {
            await using var stub = await StubServer.StartAsync(cancellationToken);
            switch (arguments)
            {
                case ["cost", .. var rest]:
                    await CostTable.PrintAsync(
                        stub, folder.FullName, Number(rest, "--calls", 2_000), cancellationToken);
                    return 0;
                case ["overload", .. var rest]:
                    await OverloadTable.PrintAsync(
                        stub,
                        folder.FullName,
                        TimeSpan.FromSeconds(Number(rest, "--seconds", 15)),
                        rest.Contains("--silo-processor") ? Number(rest, "--silo-processor", 1, least: 0) : null,
                        cancellationToken);
                    return 0;
                case ["population", .. var rest]:
                    await PopulationTable.PrintAsync(
                        stub,
                        folder.FullName,
                        Number(rest, "--users", 20_000),
                        Number(rest, "--active", 10_000),
                        cancellationToken);
                    return 0;
                default:
                    throw new ArgumentException($"usage: {Usage}");
            }
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Misused;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Number(string[] rest, string name, int otherwise, int least = 1) =>
        Array.IndexOf(rest, name) is var at and >= 0 && at + 1 < rest.Length
            ? int.TryParse(rest[at + 1], out var number) && number >= least
                ? number
                : throw new ArgumentException($"{name} takes a whole number from {least} on, not '{rest[at + 1]}'.")
            : otherwise;
}
