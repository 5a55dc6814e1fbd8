using System.CommandLine;
using System.Globalization;
using Agents.Client;

namespace Agents.Cli.Commands;

/// <summary>Runs what a command does, and turns every fault into one line and an exit code.</summary>
internal sealed class CommandRunner(CliServices services)
{
    public GlobalOptions Globals { get; } = new();

    public Command Bind(Command command, Func<CommandContext, Task> run) =>
        Bind(command, async context =>
        {
            await run(context);
            return ExitCodes.Done;
        });

    public Command Bind(Command command, Func<CommandContext, Task<int>> run)
    {
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, Func<CommandContext, Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(new CommandContext(parsed, Globals, services, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            services.Console.Error("Stopped.");
            return ExitCodes.Cancelled;
        }
        catch (AgentsException e)
        {
            services.Console.Error(Describe(e));
            return ExitCodes.Failed;
        }
        catch (Exception e) when (e is CliException or IOException or UnauthorizedAccessException)
        {
            services.Console.Error(e.Message);
            return ExitCodes.Failed;
        }
        catch (Exception e)
        {
            services.Console.Error($"{e.GetType().Name}: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    private static string Describe(AgentsException fault)
    {
        string?[] details =
        [
            fault.Code,
            fault.Param is null ? null : $"field {fault.Param}",
            fault.Status is { } status ? $"HTTP {((int)status).ToString(CultureInfo.InvariantCulture)}" : null,
            fault.RequestId is null ? null : $"request {fault.RequestId}",
        ];
        return $"{fault.Message} ({string.Join(", ", details.Where(detail => detail is not null))})";
    }
}
