using Agents.Cli.Hosting;
using Agents.Cli.Output;

namespace Agents.Cli;

/// <summary>What the commands need from the world, so that a test can stand in for each.</summary>
internal sealed record CliServices
{
    public required CliConsole Console { get; init; }

    /// <summary>Gets what hosts a silo in this process, from the silo's own command-line arguments.</summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<ILocalSilo>> StartSilo { get; init; }

    /// <summary>Gets what reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    public required TimeProvider Clock { get; init; }
}
