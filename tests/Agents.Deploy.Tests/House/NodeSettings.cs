using Agents.Gateway;
using Agents.Grains.Consolidation;
using Agents.Grains.UserMemory;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Agents.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace Agents.Deploy.Tests.House;

/// <summary>What a node would say of the variables that a deployment gives it, before it starts.</summary>
internal static class NodeSettings
{
    private static readonly Dictionary<string, Type> Sections = new()
    {
        [ClusterOptions.Section] = typeof(ClusterOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [SiloBuilder.GatewaySection] = typeof(GatewayOptions),
        [SiloBuilder.UserMemorySection] = typeof(UserMemoryOptions),
        [SiloBuilder.ModelExtractionSection] = typeof(ModelExtractionOptions),
    };

    // Variables that .NET, Orleans, OpenTelemetry and the shell read.
    private static readonly string[] Foreign =
        ["Orleans__Name", "DOTNET_EnableDiagnostics", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "HOME"];

    private static readonly HashSet<string> Options = typeof(SiloOptions).GetProperties()
        .Where(property => property.CanWrite).Select(property => Fold(property.Name)).ToHashSet();

    /// <summary>Gets what a fault lists as the settings of the section <c>Cluster</c>.</summary>
    public static string ClusterNames { get; } =
        string.Join(", ", typeof(ClusterOptions).GetProperties().Select(property => property.Name));

    /// <summary>Returns how long a node with these variables may take to end after SIGTERM.</summary>
    public static TimeSpan StopTime(IReadOnlyDictionary<string, string> variables)
    {
        var cluster = ClusterOptions.Of(Settings(variables));
        return cluster.DrainDelayOrDefault + cluster.DrainTimeout + cluster.LeaveTimeout;
    }

    /// <summary>Finds names that are no setting and values that no node would take.</summary>
    /// <param name="node">Whose they are, for the text of a fault.</param>
    /// <param name="variables">The variables; what comes from elsewhere is given as a value that would fit.</param>
    public static IEnumerable<string> Faults(string node, IReadOnlyDictionary<string, string> variables)
    {
        var faults = UnknownNames(variables).ToList();
        var settings = Settings(variables);
        foreach (var (section, type) in Sections)
        {
            SectionValidator.Check(settings.GetSection(section), type, faults);
        }

        if (faults.Count == 0)
        {
            faults.AddRange(WrongTogether(variables, settings));
        }

        return faults.Select(fault => $"{node}: {fault}");
    }

    private static IConfigurationRoot Settings(IReadOnlyDictionary<string, string> variables) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(variable => new KeyValuePair<string, string?>(
                variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value)))
            .Build();

    private static IEnumerable<string> UnknownNames(IReadOnlyDictionary<string, string> variables) =>
        from name in variables.Keys
        let isOption = name.StartsWith("AGENTS_", StringComparison.Ordinal) && Options.Contains(Fold(name[7..]))
        let isSetting = name.Contains("__", StringComparison.Ordinal) && Sections.ContainsKey(name.Split("__")[0])
        where !isOption && !isSetting && !Foreign.Contains(name)
        select $"{name} is no setting of a node";

    private static IEnumerable<string> WrongTogether(
        IReadOnlyDictionary<string, string> variables, IConfiguration settings)
    {
        SiloOptions options;
        try
        {
            options = SiloOptionsReader.Read(
                new ConfigurationBuilder().Build(), variables.ToDictionary(), []);
        }
        catch (StartupException fault)
        {
            return [fault.Message];
        }

        return ClusterOptionsValidator.Faults(
            ClusterOptions.Of(settings), options, settings["Storage:Kind"] ?? StorageOptions.Files);
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
