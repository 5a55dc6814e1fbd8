namespace Agents.Deploy.Tests.House;

/// <summary>A file of <c>NAME=value</c> lines.</summary>
internal static class SettingsFile
{
    public static Dictionary<string, string> Parse(string text) =>
        text.Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
