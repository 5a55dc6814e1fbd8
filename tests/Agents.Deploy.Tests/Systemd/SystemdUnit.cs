namespace Agents.Deploy.Tests.Systemd;

/// <summary>A unit with its drop-ins, line by line, as systemd puts them together.</summary>
internal sealed class SystemdUnit
{
    private readonly IReadOnlyList<(string Section, string Key, string Value)> _lines;

    private SystemdUnit(IReadOnlyList<(string Section, string Key, string Value)> lines) => _lines = lines;

    public IReadOnlyList<(string Section, string Key, string Value)> Lines => _lines;

    /// <summary>Gets the program and its arguments.</summary>
    public string[] ExecStart => Assert.Single(Values("ExecStart")).Split(' ');

    /// <summary>Gets what the unit gives its program, the later line winning.</summary>
    public IReadOnlyDictionary<string, string> Environment => Values("Environment")
        .Select(value => value.Split('=', 2)).GroupBy(pair => pair[0])
        .ToDictionary(group => group.Key, group => group.Last()[1]);

    /// <param name="texts">The unit, then its drop-ins in the order of their names.</param>
    public static SystemdUnit Parse(params string[] texts) => new([.. texts.SelectMany(Read)]);

    /// <summary>Returns each value of a key of the service; of a switch the last one counts.</summary>
    public IEnumerable<string> Values(string key) =>
        _lines.Where(line => line.Section == "Service" && line.Key == key).Select(line => line.Value);

    /// <summary>Returns the unit with what systemd puts in the place of its specifiers.</summary>
    public SystemdUnit With(IReadOnlyDictionary<string, string> specifiers) => new(
        [.. _lines.Select(line => (line.Section, line.Key, specifiers.Aggregate(
            line.Value, (value, one) => value.Replace(one.Key, one.Value, StringComparison.Ordinal))))]);

    /// <summary>Returns the unit without some variables.</summary>
    public SystemdUnit Without(params string[] variables) => new(
        [.. _lines.Where(line => line.Key != "Environment" || !variables.Contains(line.Value.Split('=')[0]))]);

    private static IEnumerable<(string Section, string Key, string Value)> Read(string text)
    {
        var section = "";
        var lines = text.Split('\n').Select(line => line.Trim());
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                continue;
            }

            var parts = line.Split('=', 2);
            yield return (section, parts[0], parts.Length > 1 ? parts[1] : "");
        }
    }
}
