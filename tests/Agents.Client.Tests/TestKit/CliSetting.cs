using Agents.Cli.Hosting;

namespace Agents.Client.Tests.TestKit;

/// <summary>What surrounds a run.</summary>
internal sealed record CliSetting
{
    public string Input { get; init; } = string.Empty;

    /// <summary>Gets a value indicating whether standard input is a terminal.</summary>
    public bool Talks { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Func<IReadOnlyList<string>, CancellationToken, Task<ILocalSilo>> StartSilo { get; init; } =
        (_, _) => throw new InvalidOperationException("No silo in this test.");
}
