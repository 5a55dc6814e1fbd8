using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Agents.Silo.Configuration;

/// <summary>Reads <see cref="SiloOptions"/> from appsettings, the environment and the arguments, the later
/// winning.</summary>
internal static class SiloOptionsReader
{
    private const string Section = "Agents:";
    private const string EnvironmentPrefix = "AGENTS_";

    private static readonly Dictionary<string, PropertyInfo> Options =
        typeof(SiloOptions).GetProperties().Where(property => property.CanWrite).ToDictionary(
            property => Fold(property.Name));

    /// <summary>Reads the options; a name that is none of them is an error that lists those there are.</summary>
    /// <remarks>Folders and files resolve against the caller's folder, not the program's.</remarks>
    public static SiloOptions Read(IConfiguration settings, IDictionary environment, IReadOnlyList<string> arguments)
    {
        var options = new SiloOptions();
        foreach (var (key, value) in settings.AsEnumerable())
        {
            if (!string.IsNullOrEmpty(value) && key.StartsWith(Section, StringComparison.OrdinalIgnoreCase))
            {
                Set(options, key[Section.Length..], value, $"The setting {key}");
            }
        }

        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)
                && variable.Value is string { Length: > 0 } value
                && Options.ContainsKey(Fold(name[EnvironmentPrefix.Length..])))
            {
                // Other programs may share the prefix, so an unknown variable is theirs and no error.
                Set(options, name[EnvironmentPrefix.Length..], value, $"The environment variable {name}");
            }
        }

        ReadArguments(options, arguments);
        options.Model = FullPath(options.Model);
        options.Reranker = options.RerankerIsLate ? options.Reranker : FullPath(options.Reranker);
        options.Keys = FullPath(options.Keys);
        options.Cache = FullPath(options.Cache);
        options.Data = FullPath(options.Data) ?? Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            options.Demo ? "agents-demo" : "agents");
        return options;
    }

    private static void ReadArguments(SiloOptions options, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                throw new StartupException($"The argument '{argument}' is not an option; --help lists them.");
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument[2..] : argument[2..equals];
            if (name.Contains(':', StringComparison.Ordinal))
            {
                // A setting of the framework, such as --Logging:LogLevel:Default=Debug: the host reads it.
                options.HostArguments.Add(argument);
            }
            else if (equals >= 0)
            {
                SetGiven(options, name, argument[(equals + 1)..]);
            }
            else if (IsSwitch(name))
            {
                SetGiven(options, name, "true");
            }
            else if (i + 1 < arguments.Count)
            {
                SetGiven(options, name, arguments[++i]);
            }
            else
            {
                throw new StartupException($"The option {argument} needs a value; --help shows it.");
            }
        }
    }

    private static bool IsSwitch(string name) =>
        Options.TryGetValue(Fold(name), out var property) && property.PropertyType == typeof(bool);

    /// <remarks>An empty argument is a shell variable that is not set: no default may stand in for it.</remarks>
    private static void SetGiven(SiloOptions options, string name, string value)
    {
        Set(options, name, value, $"The option --{name}");
        if (value.Length == 0)
        {
            throw new StartupException($"The option --{name} is empty: give it a value, or leave it out.");
        }
    }

    /// <param name="options">What is set.</param>
    /// <param name="name">The option in any of its spellings.</param>
    /// <param name="value">Its value.</param>
    /// <param name="given">How it was given, as the beginning of a sentence.</param>
    private static void Set(SiloOptions options, string name, string value, string given)
    {
        if (!Options.TryGetValue(Fold(name), out var property))
        {
            throw new StartupException($"{given} is unknown; --help lists the options.");
        }

        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        try
        {
            property.SetValue(options, Convert.ChangeType(value, type, CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new StartupException(
                $"{given} is '{value}'; give {(type == typeof(bool) ? "true or false" : "a whole number")}.");
        }
    }

    /// <summary>Makes <c>llm-model</c>, <c>LLM_MODEL</c> and <c>LlmModel</c> one name.</summary>
    private static string Fold(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string? FullPath(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
}
