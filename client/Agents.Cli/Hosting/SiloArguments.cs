namespace Agents.Cli.Hosting;

/// <summary>The command line of a silo that this process hosts.</summary>
internal static class SiloArguments
{
    /// <summary>Switches every stage deadline of recall off: a measured run must not depend on the machine's
    /// load.</summary>
    public const string DeadlinesOff = "--deadlines-off";

    // Turns are read for items where the evaluation asks for it, and not while it asks its questions.
    private const string ConsolidationOff = "--UserMemory:Consolidation=false";

    // Faults only, and on standard error: standard output is the command's result.
    private static readonly string[] Always =
    [
        "--urls",
        "http://127.0.0.1:0",
        "--Logging:LogLevel:Default=Error",
        "--Logging:LogLevel:Agents=Warning",
        "--Logging:Console:LogToStandardErrorThreshold=Trace",
    ];

    /// <summary>Builds the arguments.</summary>
    /// <param name="data">The data folder; null for the silo's default.</param>
    /// <param name="measured">Whether it serves an evaluation.</param>
    public static IReadOnlyList<string> For(string? data, bool measured) =>
    [
        .. Always,
        .. data is null ? Array.Empty<string>() : ["--data", Path.GetFullPath(data)],
        .. measured ? [DeadlinesOff, ConsolidationOff] : Array.Empty<string>(),
    ];
}
