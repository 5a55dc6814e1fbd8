namespace Agents.TestKit.Processes;

/// <summary>How a silo process is started.</summary>
public sealed record SiloStart
{
    /// <summary>Gets where its gateway will listen, as one of the arguments says.</summary>
    public required Uri Address { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the folder of the program: that of the test program, or of another build.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Gets what stands before the program, such as <c>ip netns exec NAME</c>. It must replace itself by the
    /// program, so that signals reach that.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Gets the file that its output and errors are added to; null for none.</summary>
    public string? LogFile { get; init; }
}
