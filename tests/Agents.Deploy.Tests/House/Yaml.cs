using YamlDotNet.RepresentationModel;

namespace Agents.Deploy.Tests.House;

/// <summary>Reads YAML as maps, lists and texts; a key that stands twice is an error.</summary>
internal static class Yaml
{
    public static Dictionary<string, object> Map(string text)
    {
        using var reader = new StringReader(text);
        var stream = new YamlStream();
        stream.Load(reader);
        return (Dictionary<string, object>)Of(stream.Documents.Single().RootNode);
    }

    /// <summary>Returns the map of a key; an empty one where there is none.</summary>
    public static Dictionary<string, object> Map(this Dictionary<string, object> map, string key) =>
        map.GetValueOrDefault(key) as Dictionary<string, object> ?? [];

    /// <summary>Returns the texts of a key: of a list, or the keys of a map.</summary>
    public static string[] Texts(this Dictionary<string, object> map, string key) => map.GetValueOrDefault(key) switch
    {
        List<object> list => [.. list.OfType<string>()],
        Dictionary<string, object> inner => [.. inner.Keys],
        string text => [text],
        _ => [],
    };

    /// <summary>Puts what <c>&lt;&lt;</c> names below the map's own keys.</summary>
    private static Dictionary<string, object> Merged(YamlMappingNode map)
    {
        var all = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children.OrderBy(pair => ((YamlScalarNode)pair.Key).Value != "<<"))
        {
            if (((YamlScalarNode)key).Value is { } name && name != "<<")
            {
                all[name] = Of(value);
                continue;
            }

            foreach (var (inherited, part) in (Dictionary<string, object>)Of(value))
            {
                all[inherited] = part;
            }
        }

        return all;
    }

    private static object Of(YamlNode node) => node switch
    {
        YamlMappingNode map => Merged(map),
        YamlSequenceNode list => list.Children.Select(Of).ToList(),
        _ => ((YamlScalarNode)node).Value ?? "",
    };
}
