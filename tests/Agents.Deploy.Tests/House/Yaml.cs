using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agents.Deploy.Tests.House;

/// <summary>Reads YAML as maps, lists and texts; a key that stands twice is an error.</summary>
internal static class Yaml
{
    public static Dictionary<string, object> Map(string text)
    {
        using var reader = new StringReader(text);
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
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

    private static object Of(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(
            pair => ((YamlScalarNode)pair.Key).Value!, pair => Of(pair.Value), StringComparer.Ordinal),
        YamlSequenceNode list => list.Children.Select(Of).ToList(),
        _ => ((YamlScalarNode)node).Value ?? "",
    };
}
