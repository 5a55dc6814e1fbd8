using System.Globalization;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Compose;

/// <summary>What a compose file may say, and that what it names is there.</summary>
internal static class ComposeRules
{
    private static readonly string[] TopKeys = ["name", "services", "networks", "volumes", "secrets"];

    private static readonly string[] ServiceKeys =
    [
        "image", "build", "command", "environment", "volumes", "secrets", "networks", "ports", "depends_on",
        "healthcheck", "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period", "deploy",
    ];

    public static IEnumerable<string> Faults(string text)
    {
        var compose = Yaml.Map(text);
        var services = compose.Map("services");
        return
        [
            .. compose.Keys.Where(key => !TopKeys.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal))
                .Select(key => $"{key} is no key of a compose file"),
            .. services.Keys.SelectMany(name => OfService(name, services.Map(name), compose)),
        ];
    }

    /// <summary>Returns the services that are nodes of ours.</summary>
    public static IEnumerable<string> Nodes(string text)
    {
        var services = Yaml.Map(text).Map("services");
        return services.Keys.Where(name => IsNode(services.Map(name)));
    }

    private static bool IsNode(Dictionary<string, object> service) =>
        service.Texts("image").Any(image => image.StartsWith("agents:", StringComparison.Ordinal));

    private static IEnumerable<string> OfService(
        string name, Dictionary<string, object> service, Dictionary<string, object> compose) =>
    [
        .. service.Keys.Except(ServiceKeys).Select(key => $"{name}: {key} is no key of a service"),
        .. service.Texts("image").Where(image => !image.Contains(':', StringComparison.Ordinal)
            || image.EndsWith(":latest", StringComparison.Ordinal)).Select(image => $"{name}: {image} has no tag"),
        .. Undeclared(name, service, compose, "networks"),
        .. Undeclared(name, service, compose, "secrets"),
        .. Volumes(name, service, compose),
        .. DependsOn(name, service, compose.Map("services")),
        .. IsNode(service) ? OfNode(name, service) : [],
    ];

    private static IEnumerable<string> Undeclared(
        string name, Dictionary<string, object> service, Dictionary<string, object> compose, string kind) =>
        service.Texts(kind).Except(compose.Texts(kind)).Select(used => $"{name}: {used} is not among the {kind}");

    private static IEnumerable<string> Volumes(
        string name, Dictionary<string, object> service, Dictionary<string, object> compose) =>
        from volume in service.Texts("volumes")
        let source = volume.Split(':')[0]
        let isThere = source[0] == '.'
            ? Path.Exists(DeployTree.PathOf(Path.Combine("compose", source)))
            : compose.Texts("volumes").Contains(source)
        where !isThere
        select $"{name}: there is no {source}";

    private static IEnumerable<string> DependsOn(
        string name, Dictionary<string, object> service, Dictionary<string, object> services) =>
        from other in service.Texts("depends_on")
        let isHealthKnown = services.Map(other).ContainsKey("healthcheck") || IsNode(services.Map(other))
        where !services.ContainsKey(other) || !isHealthKnown
        select $"{name}: {other} is no service whose health is known";

    private static TimeSpan GraceOf(Dictionary<string, object> service) => TimeSpan.FromSeconds(
        int.Parse(service.Texts("stop_grace_period").Single().TrimEnd('s'), CultureInfo.InvariantCulture));

    private static IEnumerable<string> OfNode(string name, Dictionary<string, object> service)
    {
        var variables = service.Map("environment").ToDictionary(pair => pair.Key, pair => (string)pair.Value);

        // The names of services lead somewhere in their network only.
        if (variables.TryGetValue("Cluster__AdvertisedAddress", out var address) && address == name)
        {
            variables["Cluster__AdvertisedAddress"] = "127.0.0.1";
        }

        return
        [
            .. NodeSettings.Faults(name, variables),
            .. service.Texts("read_only") is ["true"] ? [] : new[] { $"{name}: its files can be written" },
            .. GraceOf(service) > NodeSettings.StopTime(variables)
                ? []
                : new[] { $"{name}: it is killed before it has drained" },
            .. service.Texts("cap_drop") is ["ALL"] ? [] : new[] { $"{name}: it keeps capabilities" },
        ];
    }
}
