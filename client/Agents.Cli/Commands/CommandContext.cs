using System.CommandLine;
using Agents.Cli.Hosting;
using Agents.Cli.Output;

namespace Agents.Cli.Commands;

/// <summary>One run of a command.</summary>
internal sealed class CommandContext(
    ParseResult parsed, GlobalOptions globals, CliServices services, CancellationToken cancellationToken)
{
    public CliConsole Console => services.Console;

    public TimeProvider Clock => services.Clock;

    public Func<string, string?> Environment => services.Environment;

    public bool Json { get; } = globals.Json(parsed);

    public ServerTarget Target { get; } = globals.Target(parsed, services.Environment);

    /// <summary>Gets the user that the command line itself names; null for none.</summary>
    public string? NamedUser { get; } = globals.NamedUser(parsed);

    public CancellationToken CancellationToken => cancellationToken;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    public Task<ServerSession> OpenAsync(bool measured = false) =>
        ServerSession.OpenAsync(Target, measured, services, cancellationToken);

    /// <summary>Writes the result: as JSON where asked, else as the lines that a person reads.</summary>
    public void Write<T>(T result, Action<T, CliConsole> lines)
    {
        if (Json)
        {
            Console.Json(result);
        }
        else
        {
            lines(result, Console);
        }
    }
}
