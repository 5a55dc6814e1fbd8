namespace Agents.Cli.Hosting;

/// <summary>Where a silo keeps things, as its command line and its environment say.</summary>
internal static class SiloFolders
{
    private const string Product = "agents";

    private static string Platform { get; } = Environment.GetFolderPath(
        Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>The folder of the logs: the option, else <c>AGENTS_DATA</c>, else the platform's.</summary>
    public static string Data(string? option, Func<string, string?> environment) =>
        NotEmpty(option) ?? NotEmpty(environment("AGENTS_DATA")) ?? Path.Combine(Platform, Product);

    /// <summary>
    /// The folder of fetched models: below <c>AGENTS_CACHE</c>, else below the platform's cache folder.
    /// </summary>
    public static string Models(Func<string, string?> environment)
    {
        var caches = OperatingSystem.IsWindows()
            ? Platform
            : NotEmpty(environment("XDG_CACHE_HOME")) ?? Path.Combine(environment("HOME") ?? string.Empty, ".cache");
        return Path.Combine(NotEmpty(environment("AGENTS_CACHE")) ?? Path.Combine(caches, Product), "models");
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
