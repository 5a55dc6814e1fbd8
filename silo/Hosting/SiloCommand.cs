using Agents.Embedding;
using Agents.Silo.Configuration;
using Agents.Silo.Demo;

namespace Agents.Silo.Hosting;

/// <summary>Runs the silo as a program: one line for each fault, and an exit code.</summary>
internal static class SiloCommand
{
    private const int Refused = 1;

    // EX_SOFTWARE of sysexits.h.
    private const int Broken = 70;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            await Console.Out.WriteLineAsync(HelpText.Text);
            return 0;
        }

        try
        {
            await ServeAsync(SiloHost.ReadValidOptions(arguments));
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped before it was done.");
            return 0;
        }
        catch (StartupException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Refused;
        }
#pragma warning disable CA1031 // Whatever it is, a supervisor gets a line and an exit code, and no core dump.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(
                $"Agents failed by a fault of its own: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")} "
                + "Run it with --Logging:LogLevel:Agents=Debug to see where, and report it.");
            return Broken;
        }
    }

    private static async Task ServeAsync(SiloOptions options)
    {
        var progress = new ConsoleProgress();
        if (options.Demo)
        {
            await ReplayAsync(options, progress);
        }

        await using var host = await SiloHost.StartAsync(options, progress, CancellationToken.None);
        PrintAddresses(host.Address, options);
        if (options.Demo)
        {
            await DemoRun.AskAsync(host.Address, host.Stopping);
            Console.WriteLine($"\nStill serving at {host.Address}. Ctrl+C stops it.");
        }

        await host.WaitForShutdownAsync();
    }

    /// <summary>Replays the sample into a silo of its own, so that what is asked afterwards comes from the
    /// disk.</summary>
    private static async Task ReplayAsync(SiloOptions options, ConsoleProgress progress)
    {
        await using (var host = await SiloHost.StartAsync(options, progress, CancellationToken.None))
        {
            await DemoRun.ReplayAsync(host.Address, host.Stopping);
        }

        Console.WriteLine("Stopped the silo. Starting it again from what is on the disk ...");
    }

    private static void PrintAddresses(Uri address, SiloOptions options)
    {
        var answers = options.Llm ?? "none: offline answers from memory; --llm URL relays to a model";
        Console.WriteLine($"""

            Agents is ready.
            {AddressList.Of($"{address}", options.IsGateway)}
              LLM           {answers}
              data          {options.Data}
            Ctrl+C stops it.

            """);
    }

    /// <summary>Prints what loading the model does, where it is more than a moment.</summary>
    private sealed class ConsoleProgress : IProgress<EmbeddingLoadProgress>
    {
        public void Report(EmbeddingLoadProgress value)
        {
            if (value.Stage is EmbeddingLoadStage.Waiting
                or EmbeddingLoadStage.Fetching
                or EmbeddingLoadStage.Unpacking)
            {
                Console.WriteLine(value.Message);
            }
        }
    }
}
