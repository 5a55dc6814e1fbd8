using System.Diagnostics;
using System.Globalization;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Agents.Chaos.Tests;

/// <summary>A test of real processes: a folder that is kept when it fails, with the silos' logs and the history, and
/// parameters from the environment.</summary>
public abstract class ChaosTest(ITestOutputHelper output) : IDisposable
{
    private const int LinesMax = 20;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ITestOutputHelper Output { get; } = output;

    /// <summary>Gets the folder of the silos' data and logs and of the history.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("agents-chaos-").FullName;

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            // Where the test ran on another machine, these lines are all that is left of it.
            foreach (var log in Directory.EnumerateFiles(Folder, "*.log").Order())
            {
                Output.WriteLine($"The end of {log}, which is kept:");
                Output.WriteLine(string.Join('\n', File.ReadLines(log).TakeLast(LinesMax)));
            }
        }
        else
        {
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Reads a parameter of a long run.</summary>
    protected static int Parameter(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;

    /// <summary>Gives the seed of a long run, and prints how to repeat it.</summary>
    protected int Seed()
    {
        var seed = Parameter("CHAOS_SEED", (int)(Stopwatch.GetTimestamp() % int.MaxValue));
        Output.WriteLine($"seed {seed}; repeat its choices with CHAOS_SEED={seed}");
        return seed;
    }
}
