namespace Agents.Embedding.Fetch;

/// <summary>Where fetched models are kept: outside the source tree, shared by all that the user runs.</summary>
internal static class CacheLocation
{
    /// <summary>The environment variable that names the cache folder.</summary>
    public const string Variable = "AGENTS_CACHE";

    /// <summary>
    /// The folder of models: below the configured cache folder, else below the one that AGENTS_CACHE names, else below
    /// <c>agents</c> in the platform's cache folder (XDG_CACHE_HOME or ~/.cache, local application data on Windows).
    /// </summary>
    /// <param name="configured">The option's value; null or empty when not set.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="ModelUnavailableException">The platform names no such folder.</exception>
    public static string Models(string? configured, Func<string, string?> environment)
    {
        var cache = NotEmpty(configured) ?? NotEmpty(environment(Variable)) ?? Platform(environment);
        return Path.Combine(Path.GetFullPath(cache), "models");
    }

    private static string Platform(Func<string, string?> environment)
    {
        var folder = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : NotEmpty(environment("XDG_CACHE_HOME")) ?? (NotEmpty(environment("HOME")) is { } home
                ? Path.Combine(home, ".cache")
                : null);
        return string.IsNullOrEmpty(folder)
            ? throw new ModelUnavailableException(
                $"No cache folder for the model: set {Variable} to a writable folder.")
            : Path.Combine(folder, "agents");
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
