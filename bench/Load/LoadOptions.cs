using System.Globalization;

namespace Agents.Bench.Load;

/// <summary>What the command line says.</summary>
internal sealed record LoadOptions
{
    public const string Usage =
        "load [--url URL] [--users N] [--memories N] [--closed CALLERS | --open RATE] [--seconds S] "
        + "[--mix search|recall|add|chat,...] [--json FILE]";

    /// <summary>Gets the gateway to call; null to start a silo with a stub embedder and a stub LLM.</summary>
    public Uri? Url { get; private init; }

    public int Users { get; private init; } = 10;

    /// <summary>Gets how many memories each user has before the load begins.</summary>
    public int Memories { get; private init; } = 1_000;

    /// <summary>Gets how many callers call at once.</summary>
    public int Callers { get; private init; } = 16;

    /// <summary>Gets the calls a second of an open loop; null for a closed one.</summary>
    public double? Rate { get; private init; }

    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets what is called, each as often as the others; one named twice, twice as often.</summary>
    public IReadOnlyList<string> Mix { get; private init; } = ["search"];

    /// <summary>Gets the file that receives the report.</summary>
    public string? Json { get; private init; }

    /// <exception cref="ArgumentException">An option is unknown, lacks its value, or has one that it cannot
    /// have.</exception>
    public static LoadOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions();
        for (; !arguments.IsEmpty; arguments = arguments[2..])
        {
            options = arguments switch
            {
                ["--url", var url, ..] => options with { Url = UrlOf(url) },
                ["--users", var users, ..] => options with { Users = (int)Number("--users", users) },
                ["--memories", var memories, ..] =>
                    options with { Memories = (int)Number("--memories", memories) },
                ["--closed", var callers, ..] =>
                    options with { Callers = (int)Number("--closed", callers), Rate = null },
                ["--open", var rate, ..] => options with { Rate = Number("--open", rate) },
                ["--seconds", var seconds, ..] =>
                    options with { Duration = TimeSpan.FromSeconds(Number("--seconds", seconds)) },
                ["--mix", var mix, ..] => options with { Mix = MixOf(mix) },
                ["--json", var file, ..] => options with { Json = Path.GetFullPath(file) },
                _ => throw new ArgumentException($"'{arguments[0]}' is unknown or lacks its value; usage: {Usage}"),
            };
        }

        return options;
    }

    private static Uri UrlOf(string url) => Uri.TryCreate($"{url.TrimEnd('/')}/", UriKind.Absolute, out var address)
        ? address
        : throw new ArgumentException($"--url: '{url}' is no URL, such as http://127.0.0.1:5080.");

    private static double Number(string name, string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000_000
            ? number
            : throw new ArgumentException($"{name} takes a number from 1 to 1,000,000, not '{value}'.");

    private static string[] MixOf(string mix) =>
        mix.Split(',') is var kinds && Array.TrueForAll(kinds, LoadCalls.Kinds.Contains)
            ? kinds
            : throw new ArgumentException($"--mix takes {string.Join(", ", LoadCalls.Kinds)}, not '{mix}'.");
}
