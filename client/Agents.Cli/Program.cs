using Agents.Cli;
using Agents.Cli.Hosting;
using Agents.Cli.Output;

// A silo hosted in this process may print; only the commands' own results belong on standard output.
var output = Console.Out;
Console.SetOut(Console.Error);

var terminals = new Terminals(!Console.IsInputRedirected, !Console.IsErrorRedirected);
var services = new CliServices
{
    Console = new CliConsole(output, Console.Error, Console.In, terminals),
    StartSilo = LocalSilo.StartAsync,
    Environment = Environment.GetEnvironmentVariable,
    Clock = TimeProvider.System,
};
return await CliApplication.RunAsync(args, services, CancellationToken.None);
