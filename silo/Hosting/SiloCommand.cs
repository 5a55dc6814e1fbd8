using Agents.Embedding;
using Agents.Silo.Configuration;
using Agents.Silo.Demo;

namespace Agents.Silo.Hosting;

/// <summary>Runs the silo as a program: one line for each fault, and an exit code.</summary>
internal static class SiloCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            await Console.Out.WriteLineAsync(HelpText.Text);
            return 0;
        }

        try
        {
            var options = SiloHost.ReadOptions(arguments);
            var faults = SiloOptionsValidator.Faults(options);
            if (faults.Count > 0)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
                return Misused;
            }

            await ServeAsync(options);
            return 0;
        }
        catch (StartupException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static async Task ServeAsync(SiloOptions options)
    {
        var progress = new ConsoleProgress();
        var host = await SiloHost.StartAsync(options, progress, CancellationToken.None);
        try
        {
            if (options.Demo)
            {
                host = await DemoRun.ReplayAsync(host, options, progress);
            }

            PrintAddresses(host.Address, options);
            if (options.Demo)
            {
                await DemoRun.AskAsync(host.Address);
            }

            await host.WaitForShutdownAsync();
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static void PrintAddresses(Uri address, SiloOptions options)
    {
        var answers = options.Llm is null ? "offline answers from memory; --llm URL relays to a model" : options.Llm;
        Console.WriteLine(FormattableString.Invariant($"""

            Agents is ready.
              LLM gateway   {address}v1          (any OpenAI client; {answers})
              memory REST   {address}v1/memories
              API pages     {address}scalar
              dashboard     {address}dashboard
              health        {address}health/ready
              data          {options.Data}
            Ctrl+C stops it.

            """));
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
