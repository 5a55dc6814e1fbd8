using Agents.Cli;
using Agents.Cli.Output;

namespace Agents.Client.Tests.TestKit;

/// <summary>One run of the command line, with its streams captured.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static Task<CliRun> OfAsync(params string[] args) => WithAsync(new CliSetting(), args);

    public static async Task<CliRun> WithAsync(CliSetting setting, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var services = new CliServices
        {
            Console = new CliConsole(
                output, error, new StringReader(setting.Input), new Terminals(setting.Talks, false)),
            StartSilo = setting.StartSilo,
            Environment = name => setting.Environment.GetValueOrDefault(name),
            Clock = setting.Clock,
        };
        var exitCode = await CliApplication.RunAsync(args, services, TestContext.Current.CancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
