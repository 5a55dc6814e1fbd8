namespace Agents.Bench.Figures;

/// <summary>What the command line says.</summary>
internal sealed record FiguresOptions
{
    public const string Usage =
        "figures [--quick] [--only NAME,NAME] [--json FILE] [--folder DIR] [--peers DIR]";

    public bool Quick { get; private init; }

    /// <summary>Gets the names of the figures to measure; null for all.</summary>
    public IReadOnlyList<string>? Only { get; private init; }

    /// <summary>Gets the file that receives the table as JSON.</summary>
    public string? Json { get; private init; }

    /// <summary>Gets the folder on the disk to measure.</summary>
    public string Folder { get; private init; } = Path.GetTempPath();

    /// <summary>Gets the folder of the harness that runs other memory layers; null to leave them out.</summary>
    public string? Peers { get; private init; }

    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    public static FiguresOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new FiguresOptions();
        while (!arguments.IsEmpty)
        {
            (options, var taken) = arguments switch
            {
                ["--quick", ..] => (options with { Quick = true }, 1),
                ["--only", var names, ..] => (options with { Only = names.Split(',') }, 2),
                ["--json", var file, ..] => (options with { Json = Path.GetFullPath(file) }, 2),
                ["--folder", var folder, ..] => (options with { Folder = Path.GetFullPath(folder) }, 2),
                ["--peers", var harness, ..] => (options with { Peers = Path.GetFullPath(harness) }, 2),
                _ => throw new ArgumentException($"'{arguments[0]}' is unknown or lacks its value; usage: {Usage}"),
            };
            arguments = arguments[taken..];
        }

        return options;
    }
}
